import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import type { paths } from '#web/api/schema.generated.ts';

export type Job = paths['/api/jobs/{id}']['get']['responses'][200]['content']['application/json'];

const lookEveryMs = 700;

const isOpen = (job: Job | undefined) => job?.state === 'waiting' || job?.state === 'running';

const jobQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['job', id],
    queryFn: () => answered(client.GET('/api/jobs/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (isOpen(state.data) || state.error ? lookEveryMs : false),
  });

/** A job of the server, looked at until it has ended. */
export function useJob(id: string | undefined): { job: Job | undefined; isOpen: boolean; error: Error | null } {
  const { data, error } = useQuery(jobQuery(id));
  return { job: data, isOpen: id !== undefined && (data === undefined || isOpen(data)), error };
}
