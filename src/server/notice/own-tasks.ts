import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Database, Tx } from '#server/db/database.ts';
import { secretariatId } from '#server/ledger/stored-entry.ts';
import { type MemberTasks, readMemberTasks } from './member-tasks.ts';

type UnitName = { id: string; name: string };

/** What one of the actor's units has to do; a secretariat files no ledgers of its own, so it owes none. */
export type OwnTasks = Pick<MemberTasks, 'awaiting' | 'returned' | 'disputed'> & {
  unit: UnitName;
  consortium: UnitName;
  filing: MemberTasks['filing'] | null;
};

/** The tasks of every member for which the actor reports and of every consortium whose secretariat it is. */
export async function readOwnTasks(db: Database, actor: Actor): Promise<OwnTasks[]> {
  const members = actor.roles.filter(({ role }) => role === 'member-reporter').map(({ unit }) => unit.id);
  const consortia = actor.roles.filter(({ role }) => role === 'secretariat').map(({ unit }) => unit);
  return db.readAs(actor, async (tx) => {
    const tasks: OwnTasks[] = [];
    for (const [consortium, ids] of await byConsortium(tx, members)) {
      for (const { memberId, name, ...open } of await readMemberTasks(tx, consortium.id, ids, new Date()))
        tasks.push({ unit: { id: memberId, name }, consortium, ...open });
    }
    for (const { id, name } of consortia)
      tasks.push({ unit: { id, name }, consortium: { id, name }, ...(await ofSecretariat(tx, id)), filing: null });
    return tasks;
  });
}

async function byConsortium(tx: Tx, members: readonly string[]): Promise<readonly (readonly [UnitName, string[]])[]> {
  if (members.length === 0) return [];
  const rows = await tx
    .selectFrom('unit as m')
    .innerJoin('unit as c', 'c.id', 'm.parent_id')
    .select(['m.id', 'c.id as consortium_id', 'c.name'])
    .where('m.id', 'in', [...members])
    .orderBy('c.name')
    .execute();
  return [...Map.groupBy(rows, ({ consortium_id }) => consortium_id)].map(([id, group]) => [
    { id, name: group[0]?.name ?? '' },
    group.map((row) => row.id),
  ]);
}

async function ofSecretariat(tx: Tx, consortiumId: string) {
  const { rows } = await sql<{ awaiting: number; returned: number; disputed: number }>`
    select (count(*) filter (where ${secretariatId}::uuid = any(awaited)))::integer as awaiting, 0 as returned,
      (count(*) filter (where standing = 'disputed'))::integer as disputed
    from ledger_entry where consortium_id = ${consortiumId}::uuid and standing <> 'withdrawn'`.execute(tx);
  return rows[0] ?? { awaiting: 0, returned: 0, disputed: 0 };
}
