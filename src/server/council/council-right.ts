import { sql } from 'kysely';
import type { CouncilRules } from '#core/council/council-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type CouncilRight = { name: string; reads: boolean; manages: boolean };

/** What the actor may do about a council. Throws `Refusal('not-found')` where neither it nor a member of its own has to do with the consortium. */
export async function mustKnowCouncil(tx: Tx, consortiumId: string): Promise<CouncilRight> {
  const { rows } = await sql<CouncilRight & { belongs: boolean }>`
    select c.name, has_right('read-council', c.id) as reads, has_right('manage-council', c.id) as manages,
      exists (select from unit m where m.parent_id = c.id and m.id in (select scope('read-own-ledger'))) as belongs
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [right] = rows;
  if (!right || !(right.reads || right.belongs)) throw new Refusal('not-found');
  return { name: right.name, reads: right.reads, manages: right.manages };
}

/** Throws `Refusal`: `not-found` where the actor may not read of the council, `forbidden` where it may not run it. */
export async function mustManageCouncil(tx: Tx, consortiumId: string): Promise<CouncilRight> {
  const right = await mustKnowCouncil(tx, consortiumId);
  if (!right.manages) throw new Refusal(right.reads ? 'forbidden' : 'not-found');
  return right;
}

/** What the current notice says of councils. Throws `Refusal('not-found')` where it asks for none. */
export function councilRules(): CouncilRules {
  if (!currentPack.council) throw new Refusal('not-found');
  return currentPack.council;
}

/** One writer of a consortium's charter and seats at a time, until its transaction ends. */
export async function lockCouncil(tx: Tx, consortiumId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('council ' || ${consortiumId}::text, 0))`.execute(tx);
}
