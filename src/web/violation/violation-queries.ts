import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readViolation = (caseId: string) =>
  answered(client.GET('/api/violations/{caseId}', { params: { path: { caseId } } }));
export type Violation = Awaited<ReturnType<typeof readViolation>>;

export function violationQuery(caseId: string) {
  return queryOptions({ queryKey: ['violations', caseId], queryFn: () => readViolation(caseId) });
}

export const violationsQuery = queryOptions({
  queryKey: ['violations'],
  queryFn: () => answered(client.GET('/api/violations')),
});
