import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

const position = { kind: 'job', title: '侵入', level: '不限', headcount: 1, place: '侵入', expiresOn: '2090-01-01' };
const programme = { major: '侵入', enrolledIn: 2023, graduatesIn: 2026, size: 1 };
const fair = { title: '侵入', wishesUntil: '2090-01-01T00:00:00Z', rankingsUntil: '2090-01-02T00:00:00Z' };
const anyId = crypto.randomUUID();

/** Bodies that are right in shape for supply, demand and fairs. */
export const fairBodies: Readonly<Record<string, unknown>> = {
  'POST /api/consortia/{id}/positions': { ...position, memberId: anyId },
  'PUT /api/consortia/{id}/positions/{positionId}': { ...position, version: 1 },
  'PUT /api/consortia/{id}/demands': {
    ...{ memberId: anyId, position: '侵入', occupation: '侵入', level: '不限' },
    years: [{ year: 2026, headcount: 1 }],
  },
  'PUT /api/consortia/{id}/members/{memberId}/positions/{externalId}': position,
  'PUT /api/consortia/{id}/members/{memberId}/programmes/{externalId}': programme,
  'POST /api/consortia/{id}/programmes': { ...programme, memberId: anyId },
  'PUT /api/consortia/{id}/programmes/{programmeId}': { ...programme, version: 1 },
  'POST /api/consortia/{id}/major-occupations': { major: '460103', occupation: '6-18-01-01' },
  'PUT /api/consortia/{id}/front-page': { introduction: '侵入', sections: [], version: 0 },
  'POST /api/consortia/{id}/front-page/editions': { version: 1 },
  'POST /api/consortia/{id}/front-page/withdrawal': { number: 1 },
  'POST /api/consortia/{id}/fairs': { ...fair, positionIds: [anyId] },
  'PUT /api/consortia/{id}/fairs/{fairId}': { ...fair, version: 1 },
  'POST /api/consortia/{id}/fairs/{fairId}/acts': { version: 1, action: 'open' },
  'POST /api/consortia/{id}/fairs/{fairId}/positions': { positionIds: [anyId] },
  'PUT /api/consortia/{id}/fairs/{fairId}/positions/{positionId}/ranking': { version: 1, quota: 1, ranking: [] },
  'POST /api/consortia/{id}/fairs/{fairId}/students': { memberId: anyId, students: [{ name: '侵入', major: '侵入' }] },
};

/** A position of a member and a fair with it, both called by a secret; answers what a route's address names. */
export async function keepFair(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret }: { memberId: string; secret: string },
): Promise<Readonly<Record<string, string>>> {
  const [positionId, fairId] = [crypto.randomUUID(), crypto.randomUUID()];
  const whose = { consortium_id: consortiumId, person_id: personId };
  const offered = { kind: 'job', title: secret, level: '不限', headcount: 1, place: secret, expires_on: '2090-01-01' };
  const until = { wishes_until: new Date('2090-01-01'), rankings_until: new Date('2090-01-02') };
  const there = { consortium_id: consortiumId, fair_id: fairId, position_id: positionId, quota: 1 };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('talent_position')
      .values({ ...whose, id: positionId, member_id: memberId, ...offered })
      .execute();
    await tx
      .insertInto('fair')
      .values({ ...whose, id: fairId, title: secret, ...until })
      .execute();
    await tx.insertInto('fair_position').values(there).execute();
  });
  const pair = { major: '460103', occupation: '6-18-01-01' };
  return { positionId, fairId, programmeId: crypto.randomUUID(), studentId: crypto.randomUUID(), ...pair };
}
