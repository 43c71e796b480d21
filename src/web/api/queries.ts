import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { Pack } from '#core/pack/pack.ts';
import { ApiProblem, answered, client } from './client.ts';

/** A refusal is an answer; only what got none is tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, fault) => !(fault instanceof ApiProblem) && count < 2,
      refetchOnWindowFocus: false,
    },
  },
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answered(client.GET('/api/me')),
  staleTime: 60_000,
});

export const signInQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: () => answered(client.GET('/api/public/sign-in')),
});

function readConsortia() {
  return answered(client.GET('/api/consortia', { params: { query: { limit: 500 } } }));
}

export type Consortium = Awaited<ReturnType<typeof readConsortia>>['items'][number];

export const consortiaQuery = queryOptions({ queryKey: ['consortia'], queryFn: readConsortia });

function readApplication(id: string) {
  return answered(client.GET('/api/applications/{id}', { params: { path: { id } } }));
}

/** An application with all its pages show. */
export type Application = Awaited<ReturnType<typeof readApplication>>;

export function applicationQuery(id: string) {
  return queryOptions({ queryKey: ['application', id], queryFn: () => readApplication(id) });
}

/** The pack as the server sends it: the notice as data, never changing under its digest. */
export function packQuery(id: string, digest: string) {
  return queryOptions({
    queryKey: ['pack', id, digest],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Pack> => {
      const response = await fetch(`/api/packs/${encodeURIComponent(id)}?digest=${digest}`);
      if (!response.ok) throw new ApiProblem('internal', response.status, '政策包没有取到，请刷新重试。', {});
      return response.json();
    },
  });
}

export function revisionsQuery(id: string) {
  return queryOptions({
    queryKey: ['revisions', id],
    queryFn: () => answered(client.GET('/api/applications/{id}/revisions', { params: { path: { id } } })),
  });
}

export const batchesQuery = queryOptions({
  queryKey: ['batches'],
  queryFn: () => answered(client.GET('/api/batches')),
});

export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: () => answered(client.GET('/api/units')) });
