import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight, mustOversee } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { peopleOf } from '#server/task/must-be-possible.ts';

export type StaffOrder = {
  name: string;
  memberId: string | null;
  unit: string;
  employment: 'full-time' | 'part-time';
  duty: string;
  accountId: string | null;
  fromDay: string;
};
export type StaffKey = { consortiumId: string; staffId: string };

/** The people of a secretariat, those who are there first. Throws `Refusal('not-found')` for who does not see them. */
export async function listStaff({ db }: Context, actor: Actor, consortiumId: string) {
  const today = beijingToday();
  const { manages, rows } = await db.readAs(actor, async (tx) => {
    await mustOversee(tx, 'read-staff', consortiumId);
    const may = await sql<{
      manages: boolean;
    }>`select has_right('manage-staff', ${consortiumId}::uuid) as manages`.execute(tx);
    const rows = await tx
      .selectFrom('staff')
      .select(['id', 'name', 'member_id', 'unit', 'employment', 'duty', 'account_id', 'from_day', 'ended_on'])
      .select(['ended_by', 'version', sql<string | null>`name_of(account_id)`.as('account')])
      .where('consortium_id', '=', consortiumId)
      .orderBy(sql`coalesce(ended_on, 'infinity') desc, from_day, name`)
      .execute();
    return { manages: may.rows[0]?.manages === true, rows };
  });
  const items = rows.map((row) => ({
    id: row.id,
    name: row.name,
    memberId: row.member_id,
    unit: row.unit,
    employment: row.employment === 'full-time' ? ('full-time' as const) : ('part-time' as const),
    duty: row.duty,
    accountId: row.account_id,
    account: row.account,
    fromDay: row.from_day,
    endedOn: row.ended_on,
    endedBy: row.ended_by,
    isThere: row.from_day <= today && (row.ended_on === null || row.ended_on >= today),
    version: row.version,
  }));
  const there = items.filter(({ isThere }) => isThere);
  const fullTime = there.filter(({ employment }) => employment === 'full-time').length;
  return {
    canManage: manages,
    today,
    counts: { all: there.length, fullTime, partTime: there.length - fullTime },
    items,
  };
}

/** Throws `Refusal`: `invalid` for a unit or account that cannot be, `staff-exists` where the person is already there, `forbidden`, `not-found`. */
export async function hireStaff(
  context: Context,
  actor: Actor,
  consortiumId: string,
  order: StaffOrder,
): Promise<{ id: string }> {
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-staff', consortiumId);
    const values = await mustBePossible(context, tx, consortiumId, order);
    const made = await tx
      .insertInto('staff')
      .values({ consortium_id: consortiumId, ...values, person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('staff-exists', { fields: ['name'] });
    await recordAudit(tx, consortiumId, 'staff.hired', made.id, { employment: order.employment });
    return made;
  });
}

/** Corrects what is said of somebody who has not left. Throws as `hireStaff`, and `stale`, `already-ended`. */
export async function changeStaff(
  context: Context,
  actor: Actor,
  key: StaffKey,
  { version, ...order }: StaffOrder & { version: number },
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-staff', key.consortiumId);
    await lockThere(tx, key, version);
    const values = await mustBePossible(context, tx, key.consortiumId, order);
    const taken = await tx
      .selectFrom('staff')
      .select('id')
      .where('consortium_id', '=', key.consortiumId)
      .where('id', '<>', key.staffId)
      .where('ended_on', 'is', null)
      .where(sql<boolean>`name_key(name) = name_key(${values.name}) and name_key(unit) = name_key(${values.unit})`)
      .executeTakeFirst();
    if (taken) throw new Refusal('staff-exists', { fields: ['name'] });
    await update(tx, key, { ...values, version: version + 1 });
    await recordAudit(tx, key.consortiumId, 'staff.changed', key.staffId, { employment: order.employment });
  });
}

/** Throws `Refusal`: `invalid` for a day before the first, `already-ended`, `stale`, `forbidden`, `not-found`. */
export async function endStaff(
  { db }: Context,
  actor: Actor,
  key: StaffKey,
  { version, endedOn, reason }: { version: number; endedOn: string; reason: string },
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-staff', key.consortiumId);
    const { from_day } = await lockThere(tx, key, version);
    if (endedOn < from_day) throw new Refusal('invalid', { fields: ['endedOn'], detail: '离任日期不能早于到任日期。' });
    await update(tx, key, { ended_on: endedOn, ended_by: reason, version: version + 1 });
    await recordAudit(tx, key.consortiumId, 'staff.ended', key.staffId, { endedOn });
  });
}

async function lockThere(tx: Tx, { consortiumId, staffId }: StaffKey, version: number) {
  const row = await tx
    .selectFrom('staff')
    .select(['version', 'from_day', 'ended_on'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', staffId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  if (row.version !== version) throw new Refusal('stale', { version: row.version });
  if (row.ended_on !== null) throw new Refusal('already-ended');
  return row;
}

async function update(tx: Tx, { consortiumId, staffId }: StaffKey, values: object): Promise<void> {
  await tx
    .updateTable('staff')
    .set(values)
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', staffId)
    .execute();
}

async function mustBePossible(
  { directories }: Context,
  tx: Tx,
  consortiumId: string,
  { name, memberId, unit, employment, duty, accountId, fromDay }: StaffOrder,
) {
  const member = memberId === null ? undefined : (await directories.of(consortiumId)).byId.get(memberId);
  if (memberId !== null && !member)
    throw new Refusal('invalid', { fields: ['memberId'], detail: '来自的单位应是本联合体的成员单位。' });
  const from = member?.name ?? unit;
  if (from === '') throw new Refusal('invalid', { fields: ['unit'], detail: '请填写来自的单位。' });
  if (accountId !== null && !(await peopleOf(tx, consortiumId, null)).some(({ id }) => id === accountId))
    throw new Refusal('invalid', { fields: ['accountId'], detail: '账号应是本联合体秘书处的账号。' });
  return { name, member_id: memberId, unit: from, employment, duty, account_id: accountId, from_day: fromDay };
}
