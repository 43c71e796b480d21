import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';
import { forgetFunds } from '#web/fund/fund-queries.ts';
import { forgetTasks } from '#web/task/task-queries.ts';

/** What is looked for in the evidence of a consortium; empty texts look for nothing in particular. */
export type Looking = { q: string; point: string; member: string; withdrawn: boolean; page: number };

export const everything: Looking = { q: '', point: '', member: '', withdrawn: false, page: 0 };

export const pageSize = 30;

function readEvidence(id: string, { q, point, member, withdrawn, page }: Looking) {
  return answered(
    client.GET('/api/consortia/{id}/evidence', {
      params: {
        path: { id },
        query: {
          limit: pageSize,
          offset: page * pageSize,
          ...(q.trim() === '' ? {} : { q: q.trim() }),
          ...(point === '' ? {} : { point }),
          ...(member === '' ? {} : { member }),
          ...(withdrawn ? { withdrawn: 'true' } : {}),
        },
      },
    }),
  );
}

export type EvidencePage = Awaited<ReturnType<typeof readEvidence>>;
export type Evidence = EvidencePage['items'][number];

/** For whom the reader may upload. */
export type MayUpload = EvidencePage['upload'];

export function evidenceQuery(consortiumId: string, looking: Looking) {
  return queryOptions({
    queryKey: ['evidence', consortiumId, looking],
    staleTime: 0,
    queryFn: () => readEvidence(consortiumId, looking),
    // The page before stays until the next is there.
    placeholderData: (before: EvidencePage | undefined) => before,
  });
}

export function entryEvidenceQuery(entryId: string) {
  return queryOptions({
    queryKey: ['evidence', 'entry', entryId],
    staleTime: 0,
    queryFn: () => answered(client.GET('/api/entries/{id}/evidence', { params: { path: { id: entryId } } })),
  });
}

export function taskEvidenceQuery(taskId: string) {
  return queryOptions({
    queryKey: ['evidence', 'task', taskId],
    staleTime: 0,
    queryFn: () => answered(client.GET('/api/tasks/{taskId}/evidence', { params: { path: { taskId } } })),
  });
}

export function spendingEvidenceQuery(spendingId: string) {
  return queryOptions({
    queryKey: ['evidence', 'spending', spendingId],
    staleTime: 0,
    queryFn: () => answered(client.GET('/api/spendings/{spendingId}/evidence', { params: { path: { spendingId } } })),
  });
}

export function resourceEvidenceQuery(resourceId: string) {
  return queryOptions({
    queryKey: ['evidence', 'resource', resourceId],
    staleTime: 0,
    queryFn: () => answered(client.GET('/api/resources/{resourceId}/evidence', { params: { path: { resourceId } } })),
  });
}

/** After a change: every list of evidence, and the tasks and requests that it proves. */
export async function forgetEvidence(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['evidence'] });
  await forgetTasks();
  await forgetFunds();
}

/** What evidence is shown beside, and is linked to from there. */
export type EvidencePlace =
  | { entryId: string }
  | { taskId: string }
  | { spendingId: string }
  | { resourceId: string }
  | { point: string };

/** Says or takes back that evidence supports something. */
export function changeLink(id: string, place: EvidencePlace, isLinked: boolean) {
  if ('entryId' in place) {
    const params = { path: { id, entryId: place.entryId } };
    const path = '/api/evidence/{id}/entries/{entryId}';
    return answered(isLinked ? client.PUT(path, { params }) : client.DELETE(path, { params }));
  }
  if ('taskId' in place) {
    const params = { path: { id, taskId: place.taskId } };
    const path = '/api/evidence/{id}/tasks/{taskId}';
    return answered(isLinked ? client.PUT(path, { params }) : client.DELETE(path, { params }));
  }
  if ('spendingId' in place) {
    const params = { path: { id, spendingId: place.spendingId } };
    const path = '/api/evidence/{id}/spendings/{spendingId}';
    return answered(isLinked ? client.PUT(path, { params }) : client.DELETE(path, { params }));
  }
  if ('resourceId' in place) {
    const params = { path: { id, resourceId: place.resourceId } };
    const path = '/api/evidence/{id}/resources/{resourceId}';
    return answered(isLinked ? client.PUT(path, { params }) : client.DELETE(path, { params }));
  }
  const params = { path: { id, point: place.point } };
  const path = '/api/evidence/{id}/points/{point}';
  return answered(isLinked ? client.PUT(path, { params }) : client.DELETE(path, { params }));
}
