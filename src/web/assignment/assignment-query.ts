import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readAssignment(id: string) {
  return answered(client.GET('/api/batches/{id}/assignment', { params: { path: { id } } }));
}

export type Assignment = Awaited<ReturnType<typeof readAssignment>>;
export type AssignedApplication = Assignment['applications'][number];
export type Pair = Assignment['fixed'][number];

/** A batch's assignment; looked at again and again while it is worked out. */
export function assignmentQuery(batchId: string) {
  return queryOptions({
    queryKey: ['assignment', batchId],
    queryFn: () => readAssignment(batchId),
    refetchInterval: ({ state }) => (state.data?.state === 'solving' ? 1000 : false),
  });
}

export function candidatesQuery(batchId: string, applicationId: string) {
  return queryOptions({
    queryKey: ['assignment', batchId, applicationId],
    queryFn: () =>
      answered(
        client.GET('/api/batches/{id}/assignment/{applicationId}', {
          params: { path: { id: batchId, applicationId } },
        }),
      ),
  });
}
