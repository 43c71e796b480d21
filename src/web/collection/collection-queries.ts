import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

export const collectionsQuery = queryOptions({
  queryKey: ['collections'],
  queryFn: () => answered(client.GET('/api/collections')),
});

function readBoard(id: string) {
  return answered(client.GET('/api/collections/{id}', { params: { path: { id } } }));
}

export type Board = Awaited<ReturnType<typeof readBoard>>;

export function boardQuery(id: string) {
  return queryOptions({ queryKey: ['collection', id], queryFn: () => readBoard(id) });
}

export type Punctuality = 'onTime' | 'late' | 'missing' | 'open';
export type BoardFilter = { provinceId?: string; punctuality?: Punctuality; offset: number };

export const rowsOnPage = 50;

export function boardRowsQuery(id: string, filter: BoardFilter) {
  return queryOptions({
    queryKey: ['collection', id, 'rows', filter],
    queryFn: () =>
      answered(
        client.GET('/api/collections/{id}/returns', {
          params: { path: { id }, query: { ...filter, limit: rowsOnPage } },
        }),
      ),
  });
}

export function returnsQuery(id: string) {
  return queryOptions({
    queryKey: ['returns', id],
    queryFn: () => answered(client.GET('/api/consortia/{id}/returns', { params: { path: { id } } })),
  });
}

function readReturn(id: string, collectionId: string) {
  return answered(client.GET('/api/consortia/{id}/returns/{collectionId}', { params: { path: { id, collectionId } } }));
}

/** A consortium's return with all its page shows. */
export type Return = Awaited<ReturnType<typeof readReturn>>;
export type ReturnFigure = Return['figures'][number];

export function returnQuery(id: string, collectionId: string) {
  return queryOptions({ queryKey: ['return', id, collectionId], queryFn: () => readReturn(id, collectionId) });
}

/** Words for whether something was done in time, with their colours. */
export const punctualityTexts: Readonly<Record<Punctuality, { label: string; className: string }>> = {
  onTime: { label: '按时', className: 'good' },
  late: { label: '逾期', className: 'warning' },
  missing: { label: '逾期未报', className: 'error' },
  open: { label: '未到期', className: 'soft' },
};
