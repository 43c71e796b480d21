import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readChanges = (id: string) => answered(client.GET('/api/consortia/{id}/changes', { params: { path: { id } } }));
export type ChangesData = Awaited<ReturnType<typeof readChanges>>;
export type Change = ChangesData['items'][number];

export function changesQuery(id: string) {
  return queryOptions({ queryKey: ['changes', id], queryFn: () => readChanges(id) });
}

export const allChangesQuery = queryOptions({
  queryKey: ['changes'],
  queryFn: () => answered(client.GET('/api/changes')),
});
