import { queryOptions } from '@tanstack/react-query';
import type { BalanceSide } from '#core/talent-balance/balance.ts';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const readBalance = (id: string, by: BalanceSide, year: number | undefined) =>
  answered(
    client.GET('/api/consortia/{id}/talent-balance', {
      params: { path: { id }, query: year === undefined ? { by } : { by, year } },
    }),
  );
const readForecast = (id: string) =>
  answered(client.GET('/api/consortia/{id}/talent-balance/forecast', { params: { path: { id } } }));
const readIndustries = (id: string) =>
  answered(client.GET('/api/consortia/{id}/industries', { params: { path: { id } } }));

export type Balance = Awaited<ReturnType<typeof readBalance>>;
export type BalanceRow = Balance['rows'][number];
export type Forecasts = Awaited<ReturnType<typeof readForecast>>;
export type Industries = Awaited<ReturnType<typeof readIndustries>>;

// Below `talent`, so that what is said on the talent page makes it anew.
const key = (id: string) => ['talent', id, 'balance'];

export function balanceQuery(id: string, by: BalanceSide, year: number | undefined) {
  return queryOptions({
    queryKey: [...key(id), by, year],
    queryFn: () => readBalance(id, by, year),
    staleTime: 0,
    placeholderData: (before: Balance | undefined) => before,
  });
}

export function recordsQuery(id: string, query: { by: BalanceSide; year: number; key: string }) {
  return queryOptions({
    queryKey: [...key(id), 'records', query],
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/talent-balance/records', { params: { path: { id }, query } })),
    staleTime: 0,
  });
}

export function forecastQuery(id: string) {
  return queryOptions({ queryKey: [...key(id), 'forecast'], queryFn: () => readForecast(id), staleTime: 0 });
}

export function industriesQuery(id: string) {
  return queryOptions({ queryKey: [...key(id), 'industries'], queryFn: () => readIndustries(id), staleTime: 0 });
}

export function forgetBalance(id: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: key(id) });
}
