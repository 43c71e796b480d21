import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

export function formalListQuery(batchId: string) {
  return queryOptions({
    queryKey: ['formal-list', batchId],
    queryFn: () => answered(client.GET('/api/batches/{id}/formal', { params: { path: { id: batchId } } })),
  });
}

function readFormal(id: string) {
  return answered(client.GET('/api/applications/{id}/formal', { params: { path: { id } } }));
}

export type Formal = Awaited<ReturnType<typeof readFormal>>;
export type FormalItem = Formal['items'][number];

export function formalQuery(id: string) {
  return queryOptions({ queryKey: ['formal', id], queryFn: () => readFormal(id) });
}
