import { isRemovalDue, runOfStrikes } from '#core/collection/strikes.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import { openCase } from '#server/violation/open-case.ts';
import type { OpenReturn } from './return-row.ts';

/**
 * The province's word on whether the year's plan was fulfilled: if not, the year is a strike, and so many running open a removal case by themselves;
 * judged anew as fulfilled, the strike is withdrawn.
 */
export async function judgePlan(
  tx: Tx,
  actor: Actor,
  { row, collection, rules }: OpenReturn,
  { fulfilled, reason }: { fulfilled: boolean; reason: string },
): Promise<void> {
  const { year, now } = collection;
  const before = await readStrikes(tx, row.consortium_id);
  if (fulfilled) {
    await tx
      .updateTable('collection_strike')
      .set({ withdrawn_at: now })
      .where('consortium_id', '=', row.consortium_id)
      .where('year', '=', year)
      .where('withdrawn_at', 'is', null)
      .execute();
    return;
  }
  const strike = { collection_id: row.collection_id, reason, person_id: actor.personId, at: now, withdrawn_at: null };
  await tx
    .insertInto('collection_strike')
    .values({ consortium_id: row.consortium_id, year, ...strike })
    .onConflict((conflict) => conflict.columns(['consortium_id', 'year']).doUpdateSet(strike))
    .execute();
  const standing = before.filter(({ withdrawn }) => !withdrawn).map((one) => one.year);
  // Judged the same again: its case is open already.
  if (standing.includes(year) || !isRemovalDue(rules.strikes, [...standing, year], year)) return;
  const years = runOfStrikes([...standing, year], year);
  const { label, consequence, because } = rules.strikes;
  await openCase(tx, {
    consortiumId: row.consortium_id,
    origin: 'strikes',
    text: `${years.join('年、')}年${label}，应予${consequence}（${because}）。`,
    facts: { years, collectionId: row.collection_id },
  });
}

/** The strike years of a consortium, those withdrawn too. */
export async function readStrikes(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('collection_strike')
    .select(['year', 'reason', 'at', 'withdrawn_at'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('year')
    .execute();
  return rows.map(({ year, reason, at, withdrawn_at }) => ({
    year,
    reason,
    at: at.toISOString(),
    withdrawn: withdrawn_at !== null,
  }));
}
