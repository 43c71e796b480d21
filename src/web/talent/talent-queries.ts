import { queryOptions } from '@tanstack/react-query';
import type { PositionKind } from '#core/talent/position.ts';
import type { PositionSearch as PositionFields } from '#core/talent/position-search.ts';
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

export function positionQuery(id: string, positionId: string) {
  return queryOptions({
    queryKey: [key, id, 'position', positionId],
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/positions/{positionId}', { params: { path: { id, positionId } } })),
    staleTime: 0,
  });
}

function findPositions({ q = '', place = '', kind, occupation, level, pay, all, page = 1 }: PositionFields) {
  const asked = {
    ...(kind && { kind }),
    ...(occupation && { occupation }),
    ...(level && { level }),
    ...(pay && { pay }),
  };
  const window = { limit: pageSize, offset: (page - 1) * pageSize };
  return answered(
    client.GET('/api/positions', { params: { query: { q, place, ...asked, all: all ? 'true' : 'false', ...window } } }),
  );
}
export type FoundPosition = Awaited<ReturnType<typeof findPositions>>['items'][number];

/** Positions of all consortia that one may see. */
export function foundPositionsQuery(search: PositionFields) {
  return queryOptions({
    queryKey: [key, 'found', search],
    queryFn: () => findPositions(search),
    staleTime: 0,
    placeholderData: (before: Awaited<ReturnType<typeof findPositions>> | undefined) => before,
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
