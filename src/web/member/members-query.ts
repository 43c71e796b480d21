import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

export const sorts = {
  name: '单位名称',
  category: '类别',
  creditCode: '统一社会信用代码',
  joinedOn: '加入日期',
  leftOn: '退出日期',
} as const;
export type Sort = keyof typeof sorts;

/** What is looked for in a directory; empty texts look for nothing in particular. */
export type Looking = { q: string; category: string; on: string; sort: Sort; order: 'asc' | 'desc'; page: number };

export const pageSize = 50;

function readMembers(id: string, { q, category, on, sort, order, page }: Looking) {
  return answered(
    client.GET('/api/consortia/{id}/members', {
      params: {
        path: { id },
        query: {
          sort,
          order,
          limit: pageSize,
          offset: page * pageSize,
          ...(q.trim() === '' ? {} : { q: q.trim() }),
          ...(category === '' ? {} : { category }),
          ...(on === '' ? {} : { on }),
        },
      },
    }),
  );
}

export type MemberPage = Awaited<ReturnType<typeof readMembers>>;
export type Member = MemberPage['items'][number];

export function membersQuery(id: string, looking: Looking) {
  return queryOptions({
    queryKey: ['members', id, looking],
    queryFn: () => readMembers(id, looking),
    // The page before stays until the next is there.
    placeholderData: (before: MemberPage | undefined) => before,
  });
}

/** After a change: the directory, and whatever told of its members. */
export function forgetMembers(id: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['members', id] });
}

export function historyQuery(id: string, memberId: string) {
  return queryOptions({
    queryKey: ['members', id, 'history', memberId],
    staleTime: 0,
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/members/{memberId}/history', { params: { path: { id, memberId } } })),
  });
}

export function certificatesQuery(id: string, memberId: string) {
  return queryOptions({
    queryKey: ['members', id, 'certificates', memberId],
    staleTime: 0,
    queryFn: () =>
      answered(
        client.GET('/api/consortia/{id}/members/{memberId}/certificates', { params: { path: { id, memberId } } }),
      ),
  });
}
