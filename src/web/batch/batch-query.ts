import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readBatch(id: string) {
  return answered(client.GET('/api/batches/{id}', { params: { path: { id } } }));
}

export type Batch = Awaited<ReturnType<typeof readBatch>>;
export type BatchStage = Batch['stages'][number];

/** A batch: its rules and calendar, how far it is, and what waits for the reader. */
export function batchQuery(id: string) {
  return queryOptions({ queryKey: ['batch', id], queryFn: () => readBatch(id) });
}
