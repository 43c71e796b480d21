import { sql } from 'kysely';
import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

const anyId = crypto.randomUUID();
const terms = {
  ...{ post: '侵入', place: '侵入', minutesPerDay: 480, daysPerWeek: 5, staff: 1, postStaff: 1, allowance: 1 },
  ...{ schoolMentor: '侵入', enterpriseMentor: '侵入' },
};
const agreement = '/api/consortia/{id}/apprenticeships/{apprenticeshipId}';

/** Bodies that are right in shape for agreements of three parties. */
export const apprenticeshipBodies: Readonly<Record<string, unknown>> = {
  'POST /api/consortia/{id}/apprenticeships': {
    ...{ kind: 'internship', schoolId: anyId, enterpriseId: anyId, major: '侵入' },
    ...{ startsOn: '2090-01-01', endsOn: '2090-02-01', terms },
  },
  [`PUT ${agreement}/terms`]: { terms, reason: '侵入', version: 1 },
  [`POST ${agreement}/acts`]: { action: 'propose', version: 1 },
  [`POST ${agreement}/amendments`]: { terms, endsOn: '2090-03-01', reason: '侵入', version: 1 },
  [`POST ${agreement}/amendments/{number}/acts`]: { action: 'sign', version: 1 },
  [`POST ${agreement}/students`]: { students: [{ name: '侵入', number: '1', bornIn: '2005-01' }] },
  [`POST ${agreement}/students/{apprenticeId}/acts`]: { action: 'begin', version: 1, day: '2090-01-01' },
  [`POST ${agreement}/students/{apprenticeId}/days`]: { until: '2090-01-01' },
};

/** An agreement of a member with itself and a student under it, both called by a secret; answers what a route's address names. */
export async function keepApprenticeship(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret }: { memberId: string; secret: string },
): Promise<Readonly<Record<string, string>>> {
  const [apprenticeshipId, apprenticeId] = [crypto.randomUUID(), crypto.randomUUID()];
  const days = { starts_on: '2090-01-01', ends_on: '2090-02-01' };
  const sides = { consortium_id: consortiumId, school_id: memberId, enterprise_id: memberId };
  const whose = { consortium_id: consortiumId, apprenticeship_id: apprenticeshipId };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('apprenticeship')
      .values({ ...sides, ...days, id: apprenticeshipId, kind: 'internship', major: secret, person_id: personId })
      .execute();
    await tx
      .insertInto('apprenticeship_text')
      .values({ ...whose, number: 1, terms: JSON.stringify({ ...terms, post: secret }), person_id: personId })
      .execute();
    const { rows } = await sql<{ number: number }>`
      insert into apprentice (consortium_id, school_id, key) values (${consortiumId}, ${memberId}, ${'k'.repeat(43)}) returning number`.execute(
      tx,
    );
    await tx
      .insertInto('apprenticeship_student')
      .values({
        ...whose,
        ...sides,
        ...days,
        id: apprenticeId,
        apprentice: rows[0]?.number ?? 0,
        number: 1,
        name: secret,
        is_minor: false,
      })
      .execute();
  });
  return { apprenticeshipId, apprenticeId };
}
