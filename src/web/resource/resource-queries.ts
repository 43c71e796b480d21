import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

/** Resources on one page of the catalogue. */
export const pageSize = 20;

export type ResourceSearch = { q: string; kind: string; all: boolean; page: number };

function readResources(id: string, { q, kind, all, page }: ResourceSearch) {
  const query = { q, all: all ? 'true' : 'false', limit: pageSize, offset: page * pageSize };
  return answered(
    client.GET('/api/consortia/{id}/resources', {
      params: { path: { id }, query: kind === '' ? query : { ...query, kind } },
    }),
  );
}

const readResource = (id: string, resourceId: string, from: string) =>
  answered(
    client.GET('/api/consortia/{id}/resources/{resourceId}', {
      params: { path: { id, resourceId }, query: from === '' ? {} : { from } },
    }),
  );

const readUse = (id: string, period: { from: string; to: string }) =>
  answered(client.GET('/api/consortia/{id}/resource-use', { params: { path: { id }, query: period } }));

export type ResourceUse = Awaited<ReturnType<typeof readUse>>;
export type Catalogue = Awaited<ReturnType<typeof readResources>>;
export type Resource = Catalogue['items'][number];
export type ResourceDetail = Awaited<ReturnType<typeof readResource>>;
export type Booking = ResourceDetail['bookings'][number];

const key = 'resources';

export function resourcesQuery(id: string, search: ResourceSearch) {
  return queryOptions({
    queryKey: [key, id, search],
    queryFn: () => readResources(id, search),
    staleTime: 0,
    placeholderData: (before: Catalogue | undefined) => before,
  });
}

/** A resource with the week from a day on; from today where it is empty. */
export function resourceQuery(id: string, resourceId: string, from: string) {
  return queryOptions({
    queryKey: [key, id, 'one', resourceId, from],
    queryFn: () => readResource(id, resourceId, from),
    staleTime: 0,
    placeholderData: (before: ResourceDetail | undefined) => (before?.id === resourceId ? before : undefined),
  });
}

export function resourceUseQuery(id: string, period: { from: string; to: string }) {
  return queryOptions({ queryKey: [key, id, 'use', period], queryFn: () => readUse(id, period), staleTime: 0 });
}

/** After a change: whatever tells of resources and bookings. */
export function forgetResources(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
