import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readResults(batchId: string) {
  return answered(client.GET('/api/batches/{id}/results', { params: { path: { id: batchId } } }));
}

export type Results = Awaited<ReturnType<typeof readResults>>;

export function resultsQuery(batchId: string) {
  return queryOptions({ queryKey: ['results', batchId], queryFn: () => readResults(batchId) });
}

function readApplicationResults(id: string) {
  return answered(client.GET('/api/applications/{id}/results', { params: { path: { id } } }));
}

export type ApplicationResults = Awaited<ReturnType<typeof readApplicationResults>>;

export function applicationResultsQuery(id: string) {
  return queryOptions({ queryKey: ['application-results', id], queryFn: () => readApplicationResults(id) });
}

export function textsQuery(batchId: string) {
  return queryOptions({
    queryKey: ['repeated-texts', batchId],
    queryFn: () => answered(client.GET('/api/batches/{id}/text-comparison', { params: { path: { id: batchId } } })),
  });
}
