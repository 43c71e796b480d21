/** How far work in jobs stands back behind answers to people: as far as Linux lets it. */
export const jobPriority = 19;
