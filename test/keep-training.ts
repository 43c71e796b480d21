import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

const anyId = crypto.randomUUID();
const own = { version: 0, memberId: anyId, name: '侵入' };
const held = { name: '侵入', kind: '岗位培训', seats: 1, days: ['2090-01-01'], shift: 0 };
const base = '/api/consortia/{id}/training';

/** Bodies that are right in shape for training. */
export const trainingBodies: Readonly<Record<string, unknown>> = {
  [`PUT ${base}/sites/{itemId}`]: { version: 0, name: '侵入', longitude: 120, latitude: 30 },
  [`PUT ${base}/courses/{itemId}`]: { ...own, people: 30, weeks: 1 },
  [`PUT ${base}/rooms/{itemId}`]: { ...own, siteId: anyId, seats: 30 },
  [`PUT ${base}/teachers/{itemId}`]: { ...own, siteId: anyId, courseIds: [anyId], mostWeeks: 5 },
  [`PUT ${base}/needs/{itemId}`]: {
    ...{ version: 0, memberId: anyId, audience: '农民工', kind: null, courseId: anyId, siteId: anyId, people: 1 },
    ...{ fromOn: '2090-01-01', untilOn: '2090-02-01', shifts: [0] },
  },
  [`POST ${base}/classes`]: { ...held, memberId: anyId, courseId: anyId },
  [`PUT ${base}/classes/{classId}`]: { ...held, version: 1 },
  [`POST ${base}/classes/{classId}/acts`]: { action: 'cancel', version: 1 },
  [`POST ${base}/classes/{classId}/trainees`]: { audience: '农民工', names: ['侵入'] },
  [`PUT ${base}/classes/{classId}/trainees/{traineeId}`]: { version: 1, score: 60 },
  [`PUT ${base}/classes/{classId}/attendance`]: { day: '2090-01-01', traineeIds: [anyId], isThere: true },
  [`POST ${base}/classes/{classId}/confirmation`]: { memberId: anyId },
  [`POST ${base}/plans`]: { year: 2090 },
  [`POST ${base}/plans/{planId}/solution`]: { version: 1, kmPerPerson: 1, mostKm: 1 },
  [`PUT ${base}/plans/{planId}/classes/{planClassId}`]: { version: 1, choice: null },
  [`POST ${base}/plans/{planId}/adoption`]: { version: 1 },
  [`POST ${base}/sessions`]: { memberId: anyId, occupation: '6-18-01-01', level: '四级', heldOn: '2090-01-01' },
  [`POST ${base}/sessions/{sessionId}/candidates`]: { candidates: [{ name: '侵入' }] },
  [`PUT ${base}/sessions/{sessionId}/candidates/{candidateId}`]: {
    version: 1,
    isAbsent: true,
    theory: null,
    practice: null,
  },
  [`POST ${base}/sessions/{sessionId}/acts`]: { action: 'cancel', version: 1 },
  [`POST ${base}/certificates/{issuedId}/revocation`]: { reason: '侵入' },
};

/** A class of a member with one trainee and its certificate, called by secrets; answers what a route's address names. */
export async function keepTraining(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret, entrySecret }: { memberId: string; secret: string; entrySecret: string },
): Promise<Readonly<Record<string, string>>> {
  const id = () => crypto.randomUUID();
  const ids = { itemId: id(), classId: id(), traineeId: id(), issuedId: id(), planId: id(), planClassId: id() };
  const skill = { sessionId: id(), candidateId: id() };
  const whose = { consortium_id: consortiumId, member_id: memberId };
  const made = { ...whose, person_id: personId, name: secret };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('training_course')
      .values({ ...made, id: ids.itemId, people: 30, weeks: 1 })
      .execute();
    const held = { course_id: ids.itemId, kind: '岗位培训', seats: 30, days: ['2090-01-01'], shift: 0 };
    await tx
      .insertInto('training_class')
      .values({ ...made, ...held, id: ids.classId })
      .execute();
    await tx
      .insertInto('training_trainee')
      .values({ ...whose, id: ids.traineeId, class_id: ids.classId, name: entrySecret, audience: '农民工' })
      .execute();
    const certificate = {
      serial: '2'.repeat(18),
      content: JSON.stringify({ holder: entrySecret }),
      digest: 'a'.repeat(64),
    };
    await tx
      .insertInto('training_certificate')
      .values({ ...whose, ...certificate, id: ids.issuedId, trainee_id: ids.traineeId })
      .execute();
    await tx
      .insertInto('training_plan')
      .values({ consortium_id: consortiumId, id: ids.planId, year: 2089, person_id: personId })
      .execute();
    const session = { occupation: secret, level: '四级', held_on: '2090-01-01', person_id: personId };
    await tx
      .insertInto('skill_session')
      .values({ ...whose, ...session, id: skill.sessionId })
      .execute();
    await tx
      .insertInto('skill_candidate')
      .values({ ...whose, id: skill.candidateId, session_id: skill.sessionId, number: 1, name: entrySecret })
      .execute();
  });
  return { ...ids, ...skill };
}
