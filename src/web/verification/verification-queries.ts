import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

export function verificationsQuery(batchId: string) {
  return queryOptions({
    queryKey: ['verifications', batchId],
    queryFn: () => answered(client.GET('/api/batches/{id}/verifications', { params: { path: { id: batchId } } })),
  });
}

function readVerification(id: string) {
  return answered(client.GET('/api/applications/{id}/verification', { params: { path: { id } } }));
}

export type Verification = Awaited<ReturnType<typeof readVerification>>;
export type Figure = Verification['figures'][number];
export type SampledEntry = NonNullable<Verification['spotCheck']>['entries'][number];

export function verificationQuery(id: string) {
  return queryOptions({ queryKey: ['verification', id], queryFn: () => readVerification(id) });
}
