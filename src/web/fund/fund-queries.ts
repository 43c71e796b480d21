import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';
import type { FundSearch } from './fund-search.ts';

/** With neither year nor plan, this year or the latest. */
function readFunds(id: string, shown: FundSearch) {
  return answered(client.GET('/api/consortia/{id}/funds', { params: { path: { id }, query: shown } }));
}

function readOwnFunds(id: string) {
  return answered(client.GET('/api/consortia/{id}/own-funds', { params: { path: { id } } }));
}

function readSpending(id: string, spendingId: string) {
  return answered(client.GET('/api/consortia/{id}/spendings/{spendingId}', { params: { path: { id, spendingId } } }));
}

export type Funds = Awaited<ReturnType<typeof readFunds>>;
export type FundPlan = Funds['plan'][number];
export type FundLine = Funds['lines'][number];
export type SpendingItem = Funds['spendings'][number];
export type OwnFund = Awaited<ReturnType<typeof readOwnFunds>>['items'][number];
export type Spending = Awaited<ReturnType<typeof readSpending>>;

const key = 'funds';

export function fundsQuery(id: string, shown: FundSearch) {
  return queryOptions({ queryKey: [key, id, shown], queryFn: () => readFunds(id, shown), staleTime: 0 });
}

export function ownFundsQuery(id: string) {
  return queryOptions({ queryKey: [key, id, 'own'], queryFn: () => readOwnFunds(id), staleTime: 0 });
}

export function spendingQuery(id: string, spendingId: string) {
  return queryOptions({
    queryKey: [key, id, 'spending', spendingId],
    queryFn: () => readSpending(id, spendingId),
    staleTime: 0,
  });
}

export const waitingQuery = queryOptions({
  queryKey: [key, 'waiting'],
  queryFn: () => answered(client.GET('/api/me/spendings')),
  staleTime: 0,
});

/** After a change: whatever tells of funds. */
export function forgetFunds(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
