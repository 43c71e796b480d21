import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readAcceptances = () => answered(client.GET('/api/acceptances'));
const readAcceptance = (id: string) => answered(client.GET('/api/acceptances/{id}', { params: { path: { id } } }));
const readCase = (id: string, batch: string | undefined) =>
  answered(
    client.GET('/api/consortia/{id}/acceptance', {
      params: { path: { id }, query: batch === undefined ? {} : { batch } },
    }),
  );

export type Acceptances = Awaited<ReturnType<typeof readAcceptances>>;
export type Acceptance = Awaited<ReturnType<typeof readAcceptance>>;
export type AcceptanceItem = Acceptance['items'][number];
/** A consortium's part in an acceptance. */
export type Case = NonNullable<Awaited<ReturnType<typeof readCase>>['acceptance']>;
/** The visit before a second look. */
export type Look = Case['looks'][number];
export type OutcomeId = Case['outcomeLabels'][number]['id'];

export const acceptancesQuery = queryOptions({ queryKey: ['acceptances'], queryFn: readAcceptances });

export function acceptanceQuery(id: string) {
  return queryOptions({ queryKey: ['acceptances', id], queryFn: () => readAcceptance(id) });
}

/** The latest acceptance of a consortium, or the one of that batch. */
export function caseQuery(consortiumId: string, batch?: string) {
  return queryOptions({
    queryKey: ['acceptances', 'case', consortiumId, batch],
    queryFn: () => readCase(consortiumId, batch),
  });
}
