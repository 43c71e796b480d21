import { sql } from 'kysely';
import { isOpenPosition, type PositionKind } from '#core/talent/position.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { levels, mustKnowTalent } from './talent-right.ts';
import { type FoundPosition, PositionKindId, type PositionView } from './talent-views.ts';

export type PositionSearch = {
  /** Words of title, occupation, place, enterprise or skill: each must be there. */
  q: string;
  place: string;
  kind?: PositionKind | undefined;
  /** A code of the national list, or what it begins with. */
  occupation?: string | undefined;
  level?: string | undefined;
  /** 元 a month that it reaches. */
  pay?: number | undefined;
  /** Also those that are over or withdrawn. */
  all: boolean;
  limit: number;
  offset: number;
};

/** Positions of a consortium, the newest first; `total` is counted up to 1001. Throws `Refusal('not-found')`. */
export async function listPositions(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  search: PositionSearch,
): Promise<{ items: PositionView[] } & Counted> {
  const today = beijingToday();
  return db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const { ids, ...counted } = await findPositions(tx, consortiumId, search, today);
    return {
      items: (await readPositions(tx, consortiumId, ids)).map((row) => viewPosition(row, directory, today)),
      ...counted,
    };
  });
}

/** One position of a consortium, open or not. Throws `Refusal('not-found')`. */
export async function viewOnePosition(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  positionId: string,
): Promise<PositionView> {
  return db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const [row] = await readPositions(tx, consortiumId, [positionId]);
    if (!row) throw new Refusal('not-found');
    return viewPosition(row, await directories.of(consortiumId), beijingToday());
  });
}

/** Positions of all consortia that the actor may see, as `listPositions`, each with its consortium, and the levels that one may ask for. */
export async function searchPositions(
  { db }: Context,
  actor: Actor,
  search: PositionSearch,
): Promise<{ items: FoundPosition[]; levels: readonly string[] } & Counted> {
  const today = beijingToday();
  return db.readAs(actor, async (tx) => {
    const { ids, found, ...counted } = await findPositions(tx, null, search, today);
    const rows = await positionColumns(tx)
      .where('p.consortium_id', 'in', [nothing, ...found.map((one) => one.consortium_id)])
      .where('p.id', 'in', ids)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return {
      items: found.flatMap(({ id, consortium_id, consortium, member }) => {
        const row = byId.get(id);
        if (!row) return [];
        const names = new Map([[row.member_id, { name: member }]]);
        return [{ ...viewPosition(row, { byId: names }, today), consortium: { id: consortium_id, name: consortium } }];
      }),
      levels: levels(),
      ...counted,
    };
  });
}

/** Ids of one page; with none of them, one of nothing, so that a list of ids is never empty. */
export async function findPositions(
  tx: Tx,
  consortiumId: string | null,
  { q, place, kind, occupation, level, pay, all, limit, offset }: PositionSearch,
  today: string,
): Promise<{ ids: string[]; found: readonly Found[] } & Counted> {
  const words = q.split(/\s+/u).slice(0, 10);
  const { rows } = await sql<Found & Counted>`
    select consortium_id, id, consortium, member, total, is_more as "isMore" from find_named_positions(${consortiumId}::uuid, ${words}::text[], ${place}, ${kind ?? null}::text,
      ${occupation ?? null}::text, ${level ?? null}::text, ${pay ?? null}::integer, ${today}::date, ${all}, ${offset}, ${limit})`.execute(
    tx,
  );
  const [first] = rows;
  const counted = { total: first?.total ?? 0, isMore: first?.isMore ?? false };
  return { ids: first ? rows.map(({ id }) => id) : [nothing], found: rows, ...counted };
}

/** A position that was found, and how its consortium and its enterprise are called. */
type Found = { consortium_id: string; id: string; consortium: string; member: string };

/** At most 1000 are counted, of a common word fewer; `isMore` where there are others. */
type Counted = { total: number; isMore: boolean };

const nothing = '00000000-0000-0000-0000-000000000000';

/** In the order of the ids. */
export async function readPositions(tx: Tx, consortiumId: string, ids: readonly string[]) {
  const rows = await positionQuery(tx, consortiumId)
    .where('p.id', 'in', ids.length === 0 ? [nothing] : [...ids])
    .execute();
  return inOrder(rows, ids);
}

function inOrder<T extends { id: string }>(rows: readonly T[], ids: readonly string[]): readonly T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What is told of a position. */
export function positionQuery(tx: Tx, consortiumId: string) {
  return positionColumns(tx).where('p.consortium_id', '=', consortiumId);
}

function positionColumns(tx: Tx) {
  return tx
    .selectFrom('talent_position as p')
    .select(['p.id', 'p.member_id', 'p.kind', 'p.title', 'p.occupation', 'p.occupation_code', 'p.level', 'p.skills'])
    .select(['p.headcount', 'p.starts_on', 'p.ends_on', 'p.pay_from', 'p.pay_to', 'p.place', 'p.expires_on'])
    .select(['p.is_public', 'p.is_withdrawn', 'p.version']);
}

type PositionRow = Awaited<ReturnType<ReturnType<typeof positionQuery>['execute']>>[number];

/** With the name of its enterprise, whoever asks: a position is told to all who may see it. */
export function viewPosition(
  row: PositionRow,
  { byId }: { byId: ReadonlyMap<string, { name: string }> },
  today: string,
): PositionView {
  return {
    id: row.id,
    member: { id: row.member_id, name: byId.get(row.member_id)?.name ?? '' },
    kind: PositionKindId.parse(row.kind),
    title: row.title,
    occupation: row.occupation,
    occupationCode: row.occupation_code,
    level: row.level,
    skills: row.skills,
    headcount: row.headcount,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    pay: row.pay_from === null || row.pay_to === null ? null : { from: row.pay_from, to: row.pay_to },
    place: row.place,
    expiresOn: row.expires_on,
    isPublic: row.is_public,
    isWithdrawn: row.is_withdrawn,
    isOpen: isOpenPosition({ expiresOn: row.expires_on, isWithdrawn: row.is_withdrawn }, today),
    version: row.version,
  };
}
