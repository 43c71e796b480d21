import { sql } from 'kysely';
import { isOpenPosition, type PositionKind } from '#core/talent/position.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustKnowTalent } from './talent-right.ts';
import { PositionKindId, type PositionView } from './talent-views.ts';

export type PositionSearch = {
  /** Words of title, occupation, place, enterprise or skill: each must be there. */
  q: string;
  kind: PositionKind | undefined;
  /** Also those that are over or withdrawn. */
  all: boolean;
  limit: number;
  offset: number;
};

/** Positions of a consortium, those that are over last; the newest first. Throws `Refusal('not-found')`. */
export async function listPositions(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  { q, kind, all, limit, offset }: PositionSearch,
): Promise<{ items: PositionView[]; total: number }> {
  const today = beijingToday();
  const words = q.split(/\s+/).filter((word) => word !== '');
  return db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const named = (word: string) =>
      [...directory.byId.values()].filter(({ name }) => name.includes(word)).map(({ id }) => id);
    const rows = await positionQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .$if(kind !== undefined, (query) => query.where('p.kind', '=', kind ?? ''))
      .$if(!all, (query) => query.where('p.is_withdrawn', '=', false).where('p.expires_on', '>=', today))
      .where((where) =>
        where.and(
          words.map(
            (word) =>
              sql<boolean>`(strpos(lower(concat_ws(' ', p.title, p.occupation, p.place, array_to_string(p.skills, ' '))), ${word.toLowerCase()}) > 0
                or p.member_id = any(${named(word)}::uuid[]))`,
          ),
        ),
      )
      .orderBy(sql`p.is_withdrawn or p.expires_on < ${today}::date`)
      .orderBy('p.at', 'desc')
      .orderBy('p.id')
      .limit(limit)
      .offset(offset)
      .execute();
    return { items: rows.map((row) => viewPosition(row, directory, today)), total: rows[0]?.total ?? 0 };
  });
}

/** What is told of a position. */
export function positionQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('talent_position as p')
    .select(['p.id', 'p.member_id', 'p.kind', 'p.title', 'p.occupation', 'p.occupation_code', 'p.level', 'p.skills'])
    .select(['p.headcount', 'p.starts_on', 'p.ends_on', 'p.pay_from', 'p.pay_to', 'p.place', 'p.expires_on'])
    .select(['p.is_public', 'p.is_withdrawn', 'p.version'])
    .where('p.consortium_id', '=', consortiumId);
}

type PositionRow = Awaited<ReturnType<ReturnType<typeof positionQuery>['execute']>>[number];

/** With the name of its enterprise, whoever asks: a position is told to all who may see it. */
export function viewPosition(row: PositionRow, { byId }: Directory, today: string): PositionView {
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
