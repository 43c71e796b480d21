import { queryOptions } from '@tanstack/react-query';
import type { PositionKind } from '#core/talent/position.ts';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const readPass = (token: string) => answered(client.GET('/api/public/market/{token}', { params: { path: { token } } }));

export type PassSearch = { q: string; place: string; kind: PositionKind | '' };

const readPassPositions = (token: string, { kind, ...search }: PassSearch) =>
  answered(
    client.GET('/api/public/market/{token}/positions', {
      params: { path: { token }, query: { ...search, ...(kind === '' ? {} : { kind }), limit: 30 } },
    }),
  );

/** Profiles or applications on one page of the list. */
export const pageSize = 20;
const pageOf = (page: number) => ({ limit: pageSize, offset: page * pageSize });

const readApplications = (id: string, page: number) =>
  answered(client.GET('/api/consortia/{id}/talent-applications', { params: { path: { id }, query: pageOf(page) } }));
const readProfiles = (id: string, page: number) =>
  answered(client.GET('/api/consortia/{id}/profiles', { params: { path: { id }, query: pageOf(page) } }));
const readRecommended = (id: string, programmeId: string) =>
  answered(
    client.GET('/api/consortia/{id}/programmes/{programmeId}/recommendations', {
      params: { path: { id, programmeId } },
    }),
  );

export type MarketPass = Awaited<ReturnType<typeof readPass>>;
export type Applications = Awaited<ReturnType<typeof readApplications>>;
export type Application = Applications['items'][number];
export type Recommended = Awaited<ReturnType<typeof readRecommended>>['items'][number];

const key = 'market';

export function marketPassQuery(token: string) {
  return queryOptions({ queryKey: [key, 'pass', token], queryFn: () => readPass(token), staleTime: 0 });
}

export function passPositionsQuery(token: string, search: PassSearch) {
  return queryOptions({
    queryKey: [key, 'pass', token, 'positions', search],
    queryFn: () => readPassPositions(token, search),
    staleTime: 0,
    placeholderData: (before: Awaited<ReturnType<typeof readPassPositions>> | undefined) => before,
  });
}

export function applicationsQuery(id: string, page: number) {
  return queryOptions({
    queryKey: [key, id, 'applications', page],
    queryFn: () => readApplications(id, page),
    staleTime: 0,
  });
}

export function profilesQuery(id: string, page: number) {
  return queryOptions({ queryKey: [key, id, 'profiles', page], queryFn: () => readProfiles(id, page), staleTime: 0 });
}

export function recommendedQuery(id: string, programmeId: string) {
  return queryOptions({
    queryKey: [key, id, 'recommended', programmeId],
    queryFn: () => readRecommended(id, programmeId),
    staleTime: 0,
  });
}

/** After a change: whatever tells of profiles and applications. */
export function forgetMarket(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
