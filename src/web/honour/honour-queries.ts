import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

function readHonours(id: string) {
  return answered(client.GET('/api/consortia/{id}/honours', { params: { path: { id } } }));
}

export type Honours = Awaited<ReturnType<typeof readHonours>>;
export type Honour = Honours['items'][number];

const key = 'honours';

export function honoursQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readHonours(id) });
}

export function forgetHonours(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
