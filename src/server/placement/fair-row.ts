import { sql } from 'kysely';
import { fairStateLabels } from '#core/placement/fair.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { FairStateId } from './fair-views.ts';

export type FairTarget = { consortiumId: string; fairId: string };

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readFair(tx: Tx, { consortiumId, fairId }: FairTarget) {
  const row = await tx
    .selectFrom('fair')
    .select(['id', 'title', 'state', 'wishes_until', 'rankings_until', 'digest', 'placed_at', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', fairId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return { ...row, state: FairStateId.parse(row.state) };
}

export type FairRow = Awaited<ReturnType<typeof readFair>>;

/** The fair, nobody else's to move until the transaction ends. Throws `Refusal`: `not-found`, `stale`. */
export async function lockFair(tx: Tx, target: FairTarget, version: number): Promise<FairRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('fair ' || ${target.fairId}::text, 0))`.execute(tx);
  const row = await readFair(tx, target);
  if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
  return row;
}

/** The fair, in a state that nobody changes until the transaction ends; many may hold it so at once. Throws `Refusal('not-found')`. */
export async function holdFair(tx: Tx, target: FairTarget): Promise<FairRow> {
  // Not by the row: who has a pass may lock nothing that it may not change.
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('fair ' || ${target.fairId}::text, 0))`.execute(tx);
  return readFair(tx, target);
}

export function headOf({ id, title, state, wishes_until, rankings_until }: FairRow, consortium: string) {
  return {
    id,
    title,
    consortium,
    state,
    stateLabel: fairStateLabels[state],
    wishesUntil: wishes_until.toISOString(),
    rankingsUntil: rankings_until.toISOString(),
  };
}
