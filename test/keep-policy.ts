import type { TestClient } from './test-client.ts';

/** A policy of one clause that is for everybody. */
const policy = {
  field: '财政',
  title: '侵入',
  number: '侵入〔2023〕1号',
  issuer: '侵入',
  issuedOn: '2023-01-01',
  clauses: [{ clause: '第一条', measure: '侵入' }],
};
const [clauseId, memberId] = [crypto.randomUUID(), crypto.randomUUID()];
const path = '/api/consortia/{id}/policies/{policyId}';

/** Of support policies: bodies that are right in shape, so that a refusal is about the person and not about the body. */
export const policyBodies: Readonly<Record<string, unknown>> = {
  'POST /api/consortia/{id}/policies': policy,
  [`PUT ${path}`]: { ...policy, version: 1 },
  [`POST ${path}/withdrawal`]: { version: 1, reason: '侵入' },
  [`POST ${path}/reminders`]: {},
  [`POST ${path}/applications`]: { clauseId, memberId },
  [`POST ${path}/applications/{applicationId}/acts`]: { action: 'withdraw', version: 1 },
  [`POST ${path}/grants`]: { clauseId, memberId, grantedOn: '2023-02-01', what: '侵入' },
  [`POST ${path}/grants/{grantId}/withdrawal`]: { reason: '侵入' },
};

/** A policy with a grant to one member, in words that no other member may read: their ids as routes name them. */
export async function keepPolicy(
  secretary: TestClient,
  consortiumId: string,
  { memberId: granted, title, what }: { memberId: string; title: string; what: string },
): Promise<Readonly<Record<string, string>>> {
  const policies = `/api/consortia/${consortiumId}/policies`;
  const policyId = (await secretary.post(policies, { ...policy, title })).body.id;
  const [clause] = (await secretary.get(`${policies}/${policyId}`)).body.clauses;
  const grant = { clauseId: clause.id, memberId: granted, grantedOn: '2023-02-01', what };
  const given = await secretary.post(`${policies}/${policyId}/grants`, grant);
  if (given.status !== 201) throw new Error(`no grant: ${given.text}`);
  return { policyId, grantId: given.body.id };
}
