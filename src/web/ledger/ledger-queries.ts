import { queryOptions } from '@tanstack/react-query';
import type { LedgerBook } from '#core/ledger/kind.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';

/** The definitions of all ledgers: data, as the server's pack holds them. */
export const bookQuery = queryOptions({
  queryKey: ['ledger-book'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<LedgerBook> => {
    const response = await fetch('/api/ledgers');
    if (!response.ok) throw new ApiProblem('internal', response.status, '台账的定义没有取到，请刷新重试。', {});
    return response.json();
  },
});

export function ledgersQuery(id: string) {
  return queryOptions({
    queryKey: ['ledgers', id],
    queryFn: () => answered(client.GET('/api/consortia/{id}/ledgers', { params: { path: { id } } })),
  });
}

/** Which entries are looked for; empty texts look for nothing in particular. */
export type Looking = {
  year: string;
  /** Id of the member that has a part in them. */
  member: string;
  standing: '' | 'confirmed' | 'oneSided' | 'disputed' | 'withdrawn';
  awaiting: boolean;
  q: string;
  sort: string;
  page: number;
};

export const anything: Looking = {
  year: '',
  member: '',
  standing: '',
  awaiting: false,
  q: '',
  sort: '-changed',
  page: 0,
};
export const pageSize = 50;

export function readEntries(id: string, kind: string, looking: Looking, limit = pageSize) {
  const { year, member, standing, awaiting, q, sort, page } = looking;
  return answered(
    client.GET('/api/consortia/{id}/ledgers/{kind}/entries', {
      params: {
        path: { id, kind },
        query: {
          sort,
          limit,
          offset: page * pageSize,
          ...(year === '' ? {} : { year: Number(year) }),
          ...(member === '' ? {} : { member }),
          ...(standing === '' ? {} : { standing }),
          ...(awaiting ? { awaiting: 'true' } : {}),
          ...(q.trim() === '' ? {} : { q: q.trim() }),
        },
      },
    }),
  );
}

export type EntryPage = Awaited<ReturnType<typeof readEntries>>;
export type Entry = EntryPage['items'][number];

export function entriesQuery(id: string, kind: string, looking: Looking) {
  return queryOptions({
    queryKey: ['entries', id, kind, looking],
    queryFn: () => readEntries(id, kind, looking),
    placeholderData: (before: EntryPage | undefined) => before,
  });
}

function readEntry(id: string) {
  return answered(client.GET('/api/entries/{id}', { params: { path: { id } } }));
}

export type OpenEntry = Awaited<ReturnType<typeof readEntry>>;

export function entryQuery(id: string) {
  return queryOptions({ queryKey: ['entry', id], queryFn: () => readEntry(id) });
}

/** The members that fields of an entry may name: as many as a directory's pages of five hundred hold in two requests. */
export function namesQuery(id: string) {
  return queryOptions({
    queryKey: ['member-names', id],
    queryFn: async () => {
      const page = (offset: number) =>
        answered(
          client.GET('/api/consortia/{id}/members', {
            params: { path: { id }, query: { sort: 'name', order: 'asc', limit: 500, offset } },
          }),
        );
      const first = await page(0);
      const rest = first.total > 500 ? (await page(500)).items : [];
      return [...first.items, ...rest].map(({ id: member, name, category }) => ({ id: member, name, category }));
    },
  });
}

export type MemberName = { id: string; name: string; category: string };
