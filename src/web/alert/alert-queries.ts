import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: () => answered(client.GET('/api/alerts')),
  refetchInterval: 60_000,
});

type Alerts = Awaited<ReturnType<NonNullable<typeof alertsQuery.queryFn>>>;
export type Alert = Alerts['items'][number];
export type WatchedUnit = Alerts['units'][number];

/** Figures that can be watched. */
export const watchedFiguresQuery = queryOptions({
  queryKey: ['figure-definitions'],
  queryFn: () => answered(client.GET('/api/figures/definitions')),
});

export const versionsQuery = (ruleId: string) =>
  queryOptions({
    queryKey: ['alert-versions', ruleId],
    queryFn: () => answered(client.GET('/api/alerts/{ruleId}/versions', { params: { path: { ruleId } } })),
  });
