import { currentPack } from '#packs/packs.ts';
import type { TestClient } from './test-client.ts';

const day = '2023-01-01';
const scheme = currentPack.appraisal?.subjects.member.suggested;
const person = { name: '侵入', unit: '侵入', employment: 'full-time', duty: '侵入', fromDay: day };
const post = { title: '侵入', kind: '固定岗', places: 1, conditions: '侵入', closesOn: '2090-01-01' };
const appraisal = '/api/consortia/{id}/appraisals/{appraisalId}';
const posts = '/api/consortia/{id}/posts/{postId}';

/** Of staff, posts, appraisals and honours: bodies that are right in shape, so that a refusal is about the person and not about the body. */
export const peopleBodies: Readonly<Record<string, unknown>> = {
  'POST /api/consortia/{id}/staff': person,
  'PUT /api/consortia/{id}/staff/{staffId}': { ...person, version: 1 },
  'POST /api/consortia/{id}/staff/{staffId}/end': { version: 1, endedOn: day, reason: '侵入' },
  'POST /api/consortia/{id}/posts': post,
  [`PUT ${posts}`]: { ...post, version: 1 },
  [`POST ${posts}/applications`]: { memberId: crypto.randomUUID(), name: '侵入', statement: '侵入', consents: true },
  [`POST ${posts}/applications/{applicationId}/withdrawal`]: { version: 1 },
  [`POST ${posts}/applications/{applicationId}/refusal`]: { version: 1 },
  [`POST ${posts}/appointments`]: { memberId: crypto.randomUUID(), name: '侵入', fromDay: day, toDay: day },
  [`POST ${posts}/appointments/{appointmentId}/end`]: { version: 1, endedOn: day, reason: '侵入' },
  'POST /api/consortia/{id}/appraisal-schemes': { subject: 'member', title: '侵入', content: scheme },
  'POST /api/consortia/{id}/appraisal-schemes/{schemeId}/versions': { base: 1, reason: '侵入', content: scheme },
  'POST /api/consortia/{id}/appraisals': { schemeId: crypto.randomUUID(), title: '侵入', fromDay: day, toDay: day },
  [`PUT ${appraisal}/subjects/{subjectId}/scores/{indicator}`]: { version: 1, points: '1', reason: '侵入' },
  [`POST ${appraisal}/acts`]: { version: 1, action: 'publish' },
  [`POST ${appraisal}/objections`]: { subjectId: crypto.randomUUID(), indicator: 'tasks', text: '侵入' },
  [`POST ${appraisal}/objections/{objectionId}/withdrawal`]: { version: 1 },
  [`POST ${appraisal}/objections/{objectionId}/decision`]: { version: 1, outcome: 'kept', text: '侵入' },
  'POST /api/consortia/{id}/honours': {
    recipient: 'member',
    title: '侵入',
    memberId: crypto.randomUUID(),
    decision: '侵入',
    awardedOn: day,
  },
  'POST /api/consortia/{id}/honours/{honourId}/revocation': { version: 1, revokedOn: day, reason: '侵入' },
};

/** One of each in a consortium, with a published appraisal of one member, all of them in words that nobody else may read: their ids as routes name them. */
export async function keepPeople(
  secretary: TestClient,
  consortiumId: string,
  { memberId, secret }: { memberId: string; secret: string },
): Promise<Readonly<Record<string, string>>> {
  const base = `/api/consortia/${consortiumId}`;
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await secretary.post(`${base}/${path}`, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
    return answer.body.id;
  };
  const schemeId = await made('appraisal-schemes', { subject: 'member', title: `${secret}方案`, content: scheme });
  const year = new Date().getFullYear();
  const period = { fromDay: `${year}-01-01`, toDay: `${year}-12-31` };
  const appraisalId = await made('appraisals', { schemeId, title: secret, ...period, subjects: [memberId] });
  const [subject] = (await secretary.get(`${base}/appraisals/${appraisalId}`)).body.subjects;
  await secretary.put(`${base}/appraisals/${appraisalId}/subjects/${subject.id}/scores/contribution`, {
    version: 1,
    points: '20',
    reason: secret,
  });
  await secretary.post(`${base}/appraisals/${appraisalId}/acts`, { version: 1, action: 'publish' });
  const honour = { recipient: 'person', title: secret, name: secret, decision: secret, awardedOn: day };
  return {
    schemeId,
    appraisalId,
    indicator: 'contribution',
    appointmentId: crypto.randomUUID(),
    subjectId: subject.id,
    staffId: await made('staff', { ...person, name: secret, unit: secret, duty: secret }),
    postId: await made('posts', { ...post, title: secret, conditions: secret }),
    honourId: await made('honours', honour),
  };
}
