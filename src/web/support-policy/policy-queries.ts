import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';
import { forgetEvidence } from '#web/evidence/evidence-queries.ts';

function readPolicies(id: string) {
  return answered(client.GET('/api/consortia/{id}/policies', { params: { path: { id } } }));
}

function readPolicy(id: string, policyId: string) {
  return answered(client.GET('/api/consortia/{id}/policies/{policyId}', { params: { path: { id, policyId } } }));
}

function readChoices() {
  return answered(client.GET('/api/policy-conditions'));
}

function readMemberPolicies(id: string, memberId: string) {
  return answered(client.GET('/api/consortia/{id}/member-policies/{memberId}', { params: { path: { id, memberId } } }));
}

export type Policies = Awaited<ReturnType<typeof readPolicies>>;
export type OpenPolicy = Awaited<ReturnType<typeof readPolicy>>;
export type Clause = OpenPolicy['clauses'][number];
export type Condition = Clause['conditions'][number];
export type Grant = OpenPolicy['grants'][number];
export type Application = OpenPolicy['applications'][number];
export type Reason = Clause['fits'][number]['reasons'][number];
export type Outcome = Clause['fits'][number]['outcome'];
export type ConditionChoices = Awaited<ReturnType<typeof readChoices>>;
export type MemberPolicies = Awaited<ReturnType<typeof readMemberPolicies>>;

const key = 'support-policies';

export function policiesQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readPolicies(id), staleTime: 0 });
}

export function policyQuery(id: string, policyId: string) {
  return queryOptions({ queryKey: [key, id, policyId], queryFn: () => readPolicy(id, policyId), staleTime: 0 });
}

export function memberPoliciesQuery(id: string, memberId: string) {
  return queryOptions({
    queryKey: [key, id, 'member', memberId],
    queryFn: () => readMemberPolicies(id, memberId),
    staleTime: 0,
  });
}

export type Fitting = { clause: string; outcome: Outcome; without: boolean; offset: number };

export function fittingQuery(id: string, policyId: string, { clause, outcome, without, offset }: Fitting) {
  const query = { clause, outcome, offset, limit: fittingPage, ...(without ? { without: 'true' } : {}) };
  return queryOptions({
    queryKey: [key, id, policyId, 'fitting', query],
    queryFn: () =>
      answered(
        client.GET('/api/consortia/{id}/policies/{policyId}/fitting', { params: { path: { id, policyId }, query } }),
      ),
    staleTime: 0,
  });
}

export const fittingPage = 20;

export const choicesQuery = queryOptions({ queryKey: ['policy-conditions'], queryFn: readChoices });

export const ownPoliciesQuery = queryOptions({
  queryKey: [key, 'own'],
  queryFn: () => answered(client.GET('/api/me/policies')),
  staleTime: 0,
});

/** After a change: whatever tells of policies, and their evidence. */
export async function forgetPolicies(): Promise<void> {
  await queries.invalidateQueries({ queryKey: [key] });
  await forgetEvidence();
}
