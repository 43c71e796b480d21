import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

/** Bodies that are right in shape for supply and demand. */
export const demandBodies: Readonly<Record<string, unknown>> = {
  'PUT /api/consortia/{id}/industries': { industries: ['C34'] },
  'PUT /api/consortia/{id}/members/{memberId}/industry': { industry: 'C34' },
  'POST /api/consortia/{id}/talent-reports': { memberId: crypto.randomUUID(), year: 2026 },
  'PUT /api/consortia/{id}/talent-reports/{reportId}': { title: '侵入', memberId: crypto.randomUUID(), version: 1 },
  'PUT /api/consortia/{id}/talent-reports/{reportId}/texts/{part}': { text: '侵入', version: 0 },
  'POST /api/consortia/{id}/talent-reports/{reportId}/acts': { action: 'publish', version: 1 },
  'PUT /api/consortia/{id}/programmes/{programmeId}/outcome': {
    ...{ planned: 1, admitted: 1, graduates: null, employed: null, version: 0 },
  },
  'POST /api/consortia/{id}/major-cases': { memberId: crypto.randomUUID(), major: '460103', why: '侵入' },
  'POST /api/consortia/{id}/major-cases/{caseId}/findings': { text: '侵入' },
  'POST /api/consortia/{id}/major-cases/{caseId}/acts': { act: 'close', version: 1, effect: '侵入' },
};

/** A draft of a report and the file of a major, both called by a secret; answers what a route's address names. */
export async function keepDemand(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret }: { memberId: string; secret: string },
): Promise<Readonly<Record<string, string>>> {
  const [reportId, caseId] = [crypto.randomUUID(), crypto.randomUUID()];
  const whose = { consortium_id: consortiumId, member_id: memberId, person_id: personId };
  const none = { demand: 0, supply: 0, gap: 0, surplus: 0, coverage: null };
  const figures = {
    ...{ name: secret, year: 2026, day: '2026-01-01', enterprises: 0, schools: 0, total: none, before: none },
    ...{ occupations: [], industries: [], levels: [], warnings: [] },
    forecast: { years: [], method: 'naive', lacks: 'nothing', tests: [], occupations: [] },
  };
  const stand = {
    ...{ day: '2026-01-01', grade: 'none', reasons: [], unknown: [], students: 0, supply: 0, demand: 0 },
    ...{ leading: null, admission: null, employment: null },
  };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('talent_report')
      .values({ ...whose, id: reportId, year: 2026, title: secret, figures: JSON.stringify(figures) })
      .execute();
    await tx
      .insertInto('major_case')
      .values({ ...whose, id: caseId, major: '460103', why: secret, opened_with: JSON.stringify(stand) })
      .execute();
  });
  return { reportId, caseId, part: 'advice' };
}
