/** Where a consortium's front page stands. */
export const homePath = (consortiumId: string) => `/public/consortia/${consortiumId}/home`;
/** The calendar of what happens next there. */
export const eventsPath = (consortiumId: string) => `/public/consortia/${consortiumId}/events.ics`;
/** Where its public positions stand, and one of them. */
export const positionsPath = (consortiumId: string) => `/public/consortia/${consortiumId}/positions`;
export const positionPath = (consortiumId: string, id: string) => `${positionsPath(consortiumId)}/${id}`;
/** Where the technology needs stand that its enterprises tell to everybody, and one of them. */
export const needsPath = (consortiumId: string) => `/public/consortia/${consortiumId}/technology-needs`;
export const needPath = (consortiumId: string, id: string) => `${needsPath(consortiumId)}/${id}`;
/** Where anybody looks for public positions of all consortia. */
export const positionSearchPath = '/public/positions';
