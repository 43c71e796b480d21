import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

/** Agreements on one page of the list. */
export const pageSize = 50;

const readAll = (id: string, page: number) =>
  answered(
    client.GET('/api/consortia/{id}/apprenticeships', {
      params: { path: { id }, query: { limit: pageSize, offset: page * pageSize } },
    }),
  );

const readOne = (id: string, apprenticeshipId: string) =>
  answered(
    client.GET('/api/consortia/{id}/apprenticeships/{apprenticeshipId}', {
      params: { path: { id, apprenticeshipId } },
    }),
  );

const readDays = (id: string, apprenticeshipId: string, apprenticeId: string) =>
  answered(
    client.GET('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/students/{apprenticeId}/days', {
      params: { path: { id, apprenticeshipId, apprenticeId } },
    }),
  );

const readPass = (token: string) =>
  answered(client.GET('/api/public/apprentice/{token}', { params: { path: { token } } }));

export type Apprenticeships = Awaited<ReturnType<typeof readAll>>;
export type Apprenticeship = Awaited<ReturnType<typeof readOne>>;
export type Amendment = Apprenticeship['amendments'][number];
export type Apprentice = Apprenticeship['students'][number];
export type ApprenticePass = Awaited<ReturnType<typeof readPass>>;

const key = 'apprenticeship';

export function apprenticeshipsQuery(id: string, page: number) {
  return queryOptions({ queryKey: [key, id, 'all', page], queryFn: () => readAll(id, page), staleTime: 0 });
}

export function apprenticeshipQuery(id: string, apprenticeshipId: string) {
  return queryOptions({
    queryKey: [key, id, apprenticeshipId],
    queryFn: () => readOne(id, apprenticeshipId),
    staleTime: 0,
  });
}

export function daysQuery(id: string, apprenticeshipId: string, apprenticeId: string) {
  return queryOptions({
    queryKey: [key, id, apprenticeshipId, apprenticeId],
    queryFn: () => readDays(id, apprenticeshipId, apprenticeId),
    staleTime: 0,
  });
}

export function apprenticePassQuery(token: string) {
  return queryOptions({ queryKey: [key, 'pass', token], queryFn: () => readPass(token), staleTime: 0 });
}

/** After a change: whatever tells of agreements. */
export function forgetApprenticeships(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
