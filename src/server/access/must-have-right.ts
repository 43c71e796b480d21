import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** Whether the actor has a right over a consortium. Throws `Refusal('not-found')` where it does not know it, `Refusal('forbidden')`. */
export async function mustHaveRight(tx: Tx, right: string, consortiumId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select has_right(${right}, id) as may from unit where id = ${consortiumId}::uuid and kind = 'consortium'`.execute(
    tx,
  );
  const [unit] = rows;
  if (!unit) throw new Refusal('not-found');
  if (!unit.may) throw new Refusal('forbidden');
}

/** The same of what somebody only looks at: throws `Refusal('not-found')` also where the actor has no right to it. */
export async function mustOversee(tx: Tx, right: string, consortiumId: string): Promise<void> {
  await mustHaveRight(tx, right, consortiumId).catch((refused: unknown) => {
    throw refused instanceof Refusal ? new Refusal('not-found') : refused;
  });
}
