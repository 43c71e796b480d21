import { sql } from 'kysely';
import type { z } from 'zod';
import { fairActions, fairSteps } from '#core/placement/fair.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { positionQuery, viewPosition } from '#server/talent/list-positions.ts';
import { categoriesOf, majorText, mustKnowTalent } from '#server/talent/talent-right.ts';
import { type FairTarget, headOf, readFair } from './fair-row.ts';
import type { FairStudentsView, FairView } from './fair-views.ts';

/** A fair: its positions, how many students take part, and what may be done next. Throws `Refusal('not-found')`. */
export async function viewFair(
  { db, directories }: Context,
  actor: Actor,
  target: FairTarget,
): Promise<z.infer<typeof FairView>> {
  const { consortiumId, fairId } = target;
  return db.readAs(actor, async (tx) => {
    const { manages, own } = await mustKnowTalent(tx, consortiumId);
    const row = await readFair(tx, target);
    const unit = await tx.selectFrom('unit').select('name').where('id', '=', consortiumId).executeTakeFirstOrThrow();
    const directory = await directories.of(consortiumId);
    const positions = await fairPositions(tx, target);
    const { rows: counts } = await sql<{ students: number; agreed: number; wished: number; placed: number }>`
      select count(*)::integer as students, count(*) filter (where s.is_counted)::integer as agreed,
        count(*) filter (where s.is_counted and s.wishes <> '{}')::integer as wished, count(s.position_id)::integer as placed
      from fair_student s where s.consortium_id = ${consortiumId} and s.fair_id = ${fairId} and s.erased_at is null`.execute(
      tx,
    );
    const today = beijingToday();
    return {
      ...headOf(row, unit.name),
      version: row.version,
      manages,
      digest: row.digest,
      placedAt: row.placed_at?.toISOString() ?? null,
      actions: fairActions
        .filter((action) => manages && fairSteps[action].from === row.state)
        .map((id) => ({ id, label: fairSteps[id].label })),
      schools: [...directory.byId.values()]
        .filter(({ id, category }) => categoriesOf('school').includes(category) && (manages || own.includes(id)))
        .map(({ id, name }) => ({ id, name })),
      counts: counts[0] ?? { students: 0, agreed: 0, wished: 0, placed: 0 },
      positions: positions.map((position) => ({
        position: viewPosition(position, directory, today),
        quota: position.quota,
        ranked: position.ranked,
        taken: position.taken,
        isOwn: manages || own.includes(position.member_id),
        version: position.fair_version,
      })),
    };
  });
}

/** The positions of a fair, each with what it has there. */
export function fairPositions(tx: Tx, { consortiumId, fairId }: FairTarget) {
  return positionQuery(tx, consortiumId)
    .innerJoin('fair_position as a', (join) =>
      join.onRef('a.consortium_id', '=', 'p.consortium_id').onRef('a.position_id', '=', 'p.id'),
    )
    .select(['a.quota', 'a.version as fair_version'])
    .select(sql<number>`cardinality(a.ranking)`.as('ranked'))
    .select(sql<number | null>`cardinality(array_positions(a.outcome, 'given'))`.as('taken'))
    .where('a.fair_id', '=', fairId)
    .orderBy('p.title')
    .orderBy('p.id')
    .execute();
}

/** Students of a fair, by number: all for the secretariat, those of its own for a school. Throws `Refusal('not-found')`. */
export async function listFairStudents(
  context: Context,
  actor: Actor,
  target: FairTarget,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof FairStudentsView>> {
  const { consortiumId, fairId } = target;
  return context.db.readAs(actor, async (tx) => {
    const { manages, own } = await mustKnowTalent(tx, consortiumId);
    await readFair(tx, target);
    if (!manages && own.length === 0) throw new Refusal('not-found');
    const rows = await tx
      .selectFrom('fair_student as s')
      .leftJoin('talent_position as p', (join) =>
        join.onRef('p.consortium_id', '=', 's.consortium_id').onRef('p.id', '=', 's.position_id'),
      )
      .select(['s.id', 's.number', 's.name', 's.member_id', 's.major', 's.is_minor', 's.consented_at', 's.guardian_at'])
      .select(['s.erased_at', 'p.title as placed'])
      .select(sql<number>`cardinality(s.wishes)`.as('wishes'))
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .where('s.consortium_id', '=', consortiumId)
      .where('s.fair_id', '=', fairId)
      .orderBy('s.number')
      .limit(limit)
      .offset(offset)
      .execute();
    const { byId } = await context.directories.of(consortiumId);
    return {
      total: rows[0]?.total ?? 0,
      items: rows.map((row) => ({
        id: row.id,
        number: row.number,
        name: row.name,
        school: byId.get(row.member_id)?.name ?? '',
        major: majorText(context, row.major),
        isMinor: row.is_minor,
        agreed: row.consented_at !== null,
        guardianAgreed: row.guardian_at !== null,
        isErased: row.erased_at !== null,
        wishes: row.wishes,
        placed: row.placed,
      })),
    };
  });
}
