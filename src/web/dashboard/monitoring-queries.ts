import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type View, viewFields } from '#core/dashboard/view.ts';
import { answered, client } from '#web/api/client.ts';

/** What is shown stays while the next is on its way. */
const kept = { placeholderData: keepPreviousData, staleTime: 0 } as const;

const asked = ({ figure, year, basis, province, consortium, only }: View) => ({
  ...(figure !== undefined && { figure }),
  ...(year !== undefined && { year }),
  ...(basis !== undefined && { basis }),
  ...(province !== undefined && { province }),
  ...(consortium !== undefined && { consortium }),
  ...(only !== undefined && { only }),
});

export function overviewQuery(view: View) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'overview', view],
    queryFn: () => answered(client.GET('/api/monitoring/overview', { params: { query: asked(view) } })),
  });
}

export type Overview = Awaited<ReturnType<NonNullable<ReturnType<typeof overviewQuery>['queryFn']>>>;

export function tilesQuery(view: View) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'tiles', view],
    queryFn: () => answered(client.GET('/api/monitoring/tiles', { params: { query: asked(view) } })),
  });
}

export type Tile = Awaited<ReturnType<NonNullable<ReturnType<typeof tilesQuery>['queryFn']>>>['tiles'][number];

export function trendQuery(view: View) {
  const ids = view.ids === undefined ? {} : { ids: view.ids.join() };
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'trend', view],
    queryFn: () => answered(client.GET('/api/monitoring/trend', { params: { query: { ...asked(view), ...ids } } })),
  });
}

export const rankingPageSize = 20;

export function rankingQuery(view: View, page: number, filter: { stage?: string; from?: number; below?: number }) {
  const query = {
    ...asked(view),
    ...filter,
    by: view.by ?? 'consortium',
    limit: rankingPageSize,
    offset: page * rankingPageSize,
  };
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'ranking', query],
    queryFn: () => answered(client.GET('/api/monitoring/ranking', { params: { query } })),
  });
}

export function distributionQuery(view: View) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'distribution', view],
    queryFn: () => answered(client.GET('/api/monitoring/distribution', { params: { query: asked(view) } })),
  });
}

export function funnelQuery(view: View) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'funnel', view],
    queryFn: () => answered(client.GET('/api/monitoring/funnel', { params: { query: asked(view) } })),
  });
}

export function compareQuery(view: View) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'compare', view],
    enabled: (view.ids ?? []).length > 0,
    queryFn: () =>
      answered(
        client.GET('/api/monitoring/compare', {
          params: { query: { ...asked(view), ids: (view.ids ?? []).join() } },
        }),
      ),
  });
}

export function bandQuery(view: View, consortium: string) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'band', view, consortium],
    queryFn: () => answered(client.GET('/api/monitoring/band', { params: { query: { ...asked(view), consortium } } })),
  });
}

export function fulfilmentQuery(view: View) {
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'fulfilment', view],
    queryFn: () => answered(client.GET('/api/monitoring/fulfilment', { params: { query: asked(view) } })),
  });
}

/** The members of the view's consortium by its figure, a page of them. */
export function membersQuery(view: View & { consortium: string }, page: number) {
  const query = {
    ...asked(view),
    consortium: view.consortium,
    limit: rankingPageSize,
    offset: page * rankingPageSize,
  };
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'members', query],
    queryFn: () => answered(client.GET('/api/monitoring/members', { params: { query } })),
  });
}

export function memberQuery(member: string, year: number | undefined) {
  const query = { member, ...(year !== undefined && { year }) };
  return queryOptions({
    ...kept,
    queryKey: ['monitoring', 'member', query],
    queryFn: () => answered(client.GET('/api/monitoring/member', { params: { query } })),
  });
}

export type MemberView = Awaited<ReturnType<NonNullable<ReturnType<typeof memberQuery>['queryFn']>>>;
export type MemberFigure = MemberView['figures'][number];

/** Where the same stands as a file. */
export function fileHref(
  path: string,
  view: View,
  format: 'csv' | 'xlsx',
  more: Readonly<Record<string, string>> = {},
): string {
  return `/api/monitoring/${path}.${format}?${new URLSearchParams({ ...viewFields(view), ...more })}`;
}
