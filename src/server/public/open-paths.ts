/** Where a consortium's front page stands. */
export const homePath = (consortiumId: string) => `/public/consortia/${consortiumId}/home`;
/** Where its public positions stand, and one of them. */
export const positionsPath = (consortiumId: string) => `/public/consortia/${consortiumId}/positions`;
export const positionPath = (consortiumId: string, id: string) => `${positionsPath(consortiumId)}/${id}`;
