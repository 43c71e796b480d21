import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

/** One's notices; asked again every minute, so that the bell tells the truth. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: () => answered(client.GET('/api/me/notices')),
  refetchInterval: 60_000,
});

export const tasksQuery = queryOptions({ queryKey: ['tasks'], queryFn: () => answered(client.GET('/api/me/tasks')) });
