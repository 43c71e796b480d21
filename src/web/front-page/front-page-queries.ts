import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const read = (id: string) => answered(client.GET('/api/consortia/{id}/front-page', { params: { path: { id } } }));

export type FrontPage = Awaited<ReturnType<typeof read>>;

export function frontPageQuery(id: string) {
  return queryOptions({ queryKey: ['front-page', id], queryFn: () => read(id), staleTime: 0 });
}

/** After a change: what is being written, and its editions. */
export function forgetFrontPage(): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['front-page'] });
}
