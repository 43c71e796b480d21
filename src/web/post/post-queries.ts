import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

function readPosts(id: string) {
  return answered(client.GET('/api/consortia/{id}/posts', { params: { path: { id } } }));
}

export type Posts = Awaited<ReturnType<typeof readPosts>>;
export type Post = Posts['items'][number];
export type Application = Post['applications'][number];
export type Appointment = Post['appointments'][number];

const key = 'posts';

export function postsQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readPosts(id), staleTime: 0 });
}

export function forgetPosts(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
