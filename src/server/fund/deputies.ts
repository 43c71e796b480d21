import { sql } from 'kysely';
import { type Role, roles } from '#core/access/role.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';

/**
 * Names who approves in the actor's place from a day to a day. Throws `Refusal`: `not-found`, `forbidden`, `invalid` for days out of order, for oneself and
 * for somebody who approves nothing in the consortium.
 */
export async function nameDeputy(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { deputyId, from, to }: { deputyId: string; from: string; to: string },
): Promise<{ id: string }> {
  if (to < from || to < beijingToday())
    throw new Refusal('invalid', { fields: ['to'], detail: '止日须在起日和今天之后。' });
  return db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'approve-fund', consortiumId);
    const people = await readPeople(tx, consortiumId);
    if (deputyId === actor.personId || !people.some(({ id }) => id === deputyId))
      throw new Refusal('invalid', { fields: ['deputyId'], detail: '请选择本联合体中另一位有审批权限的人。' });
    const made = await tx
      .insertInto('fund_deputy')
      .values({
        consortium_id: consortiumId,
        person_id: actor.personId,
        deputy_id: deputyId,
        from_day: from,
        to_day: to,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, consortiumId, 'fund.deputy-named', made.id, { deputy: deputyId, from, to });
    return made;
  });
}

/** Ends what the actor named; what was approved so far stays. Throws `Refusal('not-found')`. */
export async function endDeputy(
  { db }: Context,
  actor: Actor,
  { consortiumId, deputyId }: { consortiumId: string; deputyId: string },
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const ended = await tx
      .deleteFrom('fund_deputy')
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', deputyId)
      .where('person_id', '=', actor.personId)
      .returning('id')
      .executeTakeFirst();
    if (!ended) throw new Refusal('not-found');
    await recordAudit(tx, consortiumId, 'fund.deputy-ended', deputyId, {});
  });
}

/** Those who approve in a consortium, with their roles there. */
export async function readPeople(tx: Tx, consortiumId: string) {
  const { rows } = await sql<{ person_id: string; name: string; roles: Role[] }>`
    select * from fund_people(${consortiumId}::uuid)`.execute(tx);
  return rows.map(({ person_id, name, roles: own }) => ({
    id: person_id,
    name,
    roles: own.map((role) => roles[role].label),
  }));
}

/** Who stands in for whom, today and from now on. */
export async function readDeputies(tx: Tx, consortiumId: string) {
  const { rows } = await sql<{ id: string; person: string; deputy: string; from: string; to: string; isOwn: boolean }>`
    select d.id, d.person_id = actor() as "isOwn", name_of(d.person_id) as person, name_of(d.deputy_id) as deputy, d.from_day as "from", d.to_day as "to" from fund_deputy d
    where d.consortium_id = ${consortiumId}::uuid and d.to_day >= beijing_today() order by d.from_day, d.id`.execute(
    tx,
  );
  return rows;
}
