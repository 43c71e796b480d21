import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readCommitments(id: string) {
  return answered(client.GET('/api/consortia/{id}/commitments', { params: { path: { id } } }));
}

export type Commitments = Awaited<ReturnType<typeof readCommitments>>;
export type ComparedFigure = Commitments['figures'][number];
export type ComparedYear = ComparedFigure['years'][number];
export type Commitment = NonNullable<ComparedYear['commitment']>;
export type Running = ComparedFigure['running'];

export function commitmentsQuery(id: string) {
  return queryOptions({ queryKey: ['commitments', id], queryFn: () => readCommitments(id), staleTime: 0 });
}

/** The shares that one may see, of one commitment where it is named. */
export function sharesQuery(id: string, of: { figure?: string; year?: number } = {}) {
  return queryOptions({
    queryKey: ['commitments', id, 'shares', of],
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/commitment-shares', { params: { path: { id }, query: of } })),
  });
}

function readRequests(query: { consortium?: string; request?: string; offset?: number }) {
  return answered(client.GET('/api/commitment-requests', { params: { query } }));
}

export type ChangeRequest = Awaited<ReturnType<typeof readRequests>>['items'][number];

export const requestsShown = 50;

export function requestsQuery(query: { consortium?: string; request?: string; offset?: number } = {}) {
  return queryOptions({ queryKey: ['commitment-requests', query], queryFn: () => readRequests(query), staleTime: 0 });
}
