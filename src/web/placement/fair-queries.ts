import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const readFair = (id: string, fairId: string) =>
  answered(client.GET('/api/consortia/{id}/fairs/{fairId}', { params: { path: { id, fairId } } }));

const readApplicants = (id: string, fairId: string, positionId: string) =>
  answered(
    client.GET('/api/consortia/{id}/fairs/{fairId}/positions/{positionId}/applicants', {
      params: { path: { id, fairId, positionId } },
    }),
  );

const readPass = (token: string) => answered(client.GET('/api/public/fair/{token}', { params: { path: { token } } }));

/** Students on one page of the list. */
export const pageSize = 50;

const readStudents = (id: string, fairId: string, page: number) =>
  answered(
    client.GET('/api/consortia/{id}/fairs/{fairId}/students', {
      params: { path: { id, fairId }, query: { limit: pageSize, offset: page * pageSize } },
    }),
  );

export type Fair = Awaited<ReturnType<typeof readFair>>;
export type Applicants = Awaited<ReturnType<typeof readApplicants>>;
export type FairPass = Awaited<ReturnType<typeof readPass>>;

const key = 'fair';

export function fairQuery(id: string, fairId: string) {
  return queryOptions({ queryKey: [key, id, fairId], queryFn: () => readFair(id, fairId), staleTime: 0 });
}

export function applicantsQuery(id: string, fairId: string, positionId: string) {
  return queryOptions({
    queryKey: [key, id, fairId, 'applicants', positionId],
    queryFn: () => readApplicants(id, fairId, positionId),
    staleTime: 0,
  });
}

export function studentsQuery(id: string, fairId: string, page: number) {
  return queryOptions({
    queryKey: [key, id, fairId, 'students', page],
    queryFn: () => readStudents(id, fairId, page),
    staleTime: 0,
  });
}

export function fairPassQuery(token: string) {
  return queryOptions({ queryKey: [key, 'pass', token], queryFn: () => readPass(token), staleTime: 0 });
}

/** After a change: whatever tells of fairs. */
export function forgetFairs(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
