/** On a phone the bars are enough to begin with. */
export const isWide = matchMedia('(min-width: 700px)').matches;
