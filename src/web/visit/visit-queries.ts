import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readVisits(id: string) {
  return answered(client.GET('/api/batches/{id}/visits', { params: { path: { id } } }));
}

export type Visits = Awaited<ReturnType<typeof readVisits>>;
export type VisitLine = Visits['visits'][number];

export function visitsQuery(batchId: string) {
  return queryOptions({ queryKey: ['visits', batchId], queryFn: () => readVisits(batchId) });
}

function readVisit(id: string) {
  return answered(client.GET('/api/applications/{id}/visit', { params: { path: { id } } }));
}

export type Visit = Awaited<ReturnType<typeof readVisit>>;

export function visitQuery(id: string) {
  return queryOptions({ queryKey: ['visit', id], queryFn: () => readVisit(id) });
}

export const ownVisitsQuery = queryOptions({
  queryKey: ['own-visits'],
  queryFn: () => answered(client.GET('/api/me/visits')),
});
