import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { mustKnow } from './list-entries.ts';
import { secretariatId } from './stored-entry.ts';

/** How many entries of each kind the actor sees, how they stand, and how many wait for its word: one query. */
export async function ledgerSummary(context: Context, actor: Actor, consortiumId: string) {
  const directory = await context.directories.of(consortiumId);
  const members = actor.roles.flatMap(({ role, unit }) =>
    role === 'member-reporter' && directory.byId.has(unit.id) ? [unit] : [],
  );
  const secretariat = actor.roles.some(({ role, unit }) => role === 'secretariat' && unit.id === consortiumId);
  const mine = [...members.map(({ id }) => id), ...(secretariat ? [secretariatId] : [])];
  const { rows } = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return sql<{
      kind: string;
      entries: number;
      oneSided: number;
      disputed: number;
      awaiting: number;
      returned: number;
    }>`
      select kind, count(*) as entries, count(*) filter (where standing = 'oneSided') as "oneSided",
        count(*) filter (where standing = 'disputed') as disputed, count(*) filter (where awaited && ${mine}::uuid[]) as awaiting,
        count(*) filter (where returned) as returned
      from ledger_entry where consortium_id = ${consortiumId}::uuid and standing <> 'withdrawn' group by kind`.execute(
      tx,
    );
  });
  return { items: rows, members: members.map(({ id, name }) => ({ id, name })), secretariat };
}
