import { queryOptions } from '@tanstack/react-query';
import type { PositionKind } from '#core/talent/position.ts';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const readTalent = (id: string) => answered(client.GET('/api/consortia/{id}/talent', { params: { path: { id } } }));

/** Positions on one page of the list. */
export const pageSize = 20;

export type PositionSearch = {
  q: string;
  place: string;
  kind: PositionKind | '';
  level: string;
  pay: string;
  all: boolean;
  page: number;
};

export const everyPosition: PositionSearch = { q: '', place: '', kind: '', level: '', pay: '', all: false, page: 0 };

function readPositions(id: string, { q, place, kind, level, pay, all, page }: PositionSearch, limit: number) {
  const asked = { ...(level !== '' && { level }), ...(Number(pay) > 0 && { pay: Number(pay) }) };
  const query = { q, place, ...asked, all: all ? 'true' : 'false', limit, offset: page * limit };
  return answered(
    client.GET('/api/consortia/{id}/positions', {
      params: { path: { id }, query: kind === '' ? query : { ...query, kind } },
    }),
  );
}

export type Talent = Awaited<ReturnType<typeof readTalent>>;
export type Position = Awaited<ReturnType<typeof readPositions>>['items'][number];
export type Programme = Talent['programmes'][number];

const key = 'talent';

export function talentQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readTalent(id), staleTime: 0 });
}

export function positionsQuery(id: string, search: PositionSearch, limit = pageSize) {
  return queryOptions({
    queryKey: [key, id, 'positions', search, limit],
    queryFn: () => readPositions(id, search, limit),
    staleTime: 0,
    placeholderData: (before: Awaited<ReturnType<typeof readPositions>> | undefined) => before,
  });
}

export function majorOccupationsQuery(id: string) {
  return queryOptions({
    queryKey: [key, id, 'major-occupations'],
    queryFn: () => answered(client.GET('/api/consortia/{id}/major-occupations', { params: { path: { id } } })),
    staleTime: 0,
  });
}

/** After a change: whatever tells of supply and demand. */
export function forgetTalent(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
