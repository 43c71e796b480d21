import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readDirectory(id: string) {
  return answered(client.GET('/api/units/{id}/experts', { params: { path: { id } } }));
}

export type Expert = Awaited<ReturnType<typeof readDirectory>>['items'][number];

export function directoryQuery(unitId: string) {
  return queryOptions({
    queryKey: ['experts', unitId],
    queryFn: () => readDirectory(unitId),
    enabled: unitId !== '',
  });
}

function readBatchExperts(id: string) {
  return answered(client.GET('/api/batches/{id}/experts', { params: { path: { id } } }));
}

export type BatchExperts = Awaited<ReturnType<typeof readBatchExperts>>;
export type PooledExpert = BatchExperts['pool'][number];

/** The experts of a batch as its office sees them. */
export function batchExpertsQuery(batchId: string) {
  return queryOptions({ queryKey: ['batch-experts', batchId], queryFn: () => readBatchExperts(batchId) });
}

/** A change of a batch's experts; what is shown is read anew, whether it was taken or a colleague came first. */
export function useBatchChange<Order, Answer>(batchId: string, change: (order: Order) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: batchExpertsQuery(batchId).queryKey }),
  });
}

function readOwnInvitations() {
  return answered(client.GET('/api/me/expert-invitations'));
}

export type OwnInvitation = Awaited<ReturnType<typeof readOwnInvitations>>['items'][number];

export const ownInvitationsQuery = queryOptions({ queryKey: ['expert-invitations'], queryFn: readOwnInvitations });
