import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type FairRow, holdFair } from './fair-row.ts';

export type FairPass = {
  consortiumId: string;
  fairId: string;
  studentId: string;
  isGuardian: boolean;
  consortium: string;
};

/** Whom a pass is for. Throws `Refusal('not-found')` alike where it never was, where a newer one took its place and where the student was deleted. */
export async function readFairPass(tx: Tx): Promise<FairPass> {
  const { rows } = await sql<FairPass>`
    select consortium_id as "consortiumId", fair_id as "fairId", student_id as "studentId", is_guardian as "isGuardian", consortium
    from own_fair_pass()`.execute(tx);
  const [pass] = rows;
  if (!pass) throw new Refusal('not-found');
  return pass;
}

/**
 * A student's wishes, the dearest first, and whom it would like to be near. Throws `Refusal`: `wishes-closed` after the deadline, `consent-missing` before it
 * agreed, `position-closed` for one that is over or not at the fair, `stale`, `forbidden` for the guardian, `not-found`.
 */
export async function wish(
  { db }: Context,
  token: string,
  { version, wishes, mate }: { version: number; wishes: readonly string[]; mate: number | null },
): Promise<{ version: number }> {
  return db.asActor(passOf(token), async (tx) => {
    const pass = await readFairPass(tx);
    if (pass.isGuardian) throw new Refusal('forbidden');
    mustBeWishing(await holdFair(tx, pass));
    const row = await readOwn(tx, pass);
    if (row.consented_at === null) throw new Refusal('consent-missing');
    if (mate === row.number)
      throw new Refusal('invalid', { fields: ['mate'], detail: '请填写同伴的编号，不是自己的。' });
    await mustBeOpen(tx, pass, wishes);
    const { numUpdatedRows } = await ownQuery(tx, pass)
      .set({ wishes: [...wishes], mate, version: version + 1 })
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    return { version: version + 1 };
  });
}

/** The student agrees that the enterprises it wishes see its data; a minor's guardian, that it takes part. Throws `Refusal`: `wishes-closed`, `not-found`. */
export async function agree({ db }: Context, token: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const pass = await readFairPass(tx);
    mustBeWishing(await holdFair(tx, pass));
    const now = sql<Date>`clock_timestamp()`;
    await ownQuery(tx, pass)
      .set(pass.isGuardian ? { guardian_at: now } : { consented_at: now })
      .execute();
  });
}

/**
 * Deletes what is known of a student, at its own request. Until there is a result its wishes go, too; afterwards they stay, without a name, since others were given
 * places by them. Throws `Refusal`: `action-not-possible` while the placing runs, `forbidden` for the guardian, `not-found`.
 */
export async function erase({ db }: Context, token: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const pass = await readFairPass(tx);
    if (pass.isGuardian) throw new Refusal('forbidden');
    const { state } = await holdFair(tx, pass);
    if (state === 'closed') throw new Refusal('action-not-possible', { detail: '正在录取，请在出结果之后再删除。' });
    await ownQuery(tx, pass)
      .set({
        name: '',
        major: '',
        skills: [],
        erased_at: sql<Date>`clock_timestamp()`,
        ...(state === 'placed' ? {} : { wishes: [], mate: null }),
      })
      .execute();
  });
}

export async function readOwn(tx: Tx, { consortiumId, fairId, studentId }: FairPass) {
  return tx
    .selectFrom('fair_student')
    .select(['number', 'member_id', 'name', 'major', 'skills', 'is_minor', 'consented_at', 'guardian_at', 'wishes'])
    .select(['mate', 'position_id', 'outcome', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('fair_id', '=', fairId)
    .where('id', '=', studentId)
    .executeTakeFirstOrThrow();
}

function ownQuery(tx: Tx, { consortiumId, fairId, studentId }: FairPass) {
  return tx
    .updateTable('fair_student')
    .where('consortium_id', '=', consortiumId)
    .where('fair_id', '=', fairId)
    .where('id', '=', studentId);
}

function mustBeWishing({ state, wishes_until }: FairRow): void {
  if (state !== 'wishing' || wishes_until <= new Date()) throw new Refusal('wishes-closed', { state });
}

async function mustBeOpen(tx: Tx, { consortiumId, fairId }: FairPass, wishes: readonly string[]): Promise<void> {
  const open = await tx
    .selectFrom('fair_position as a')
    .innerJoin('talent_position as p', (join) =>
      join.onRef('p.consortium_id', '=', 'a.consortium_id').onRef('p.id', '=', 'a.position_id'),
    )
    .select('p.id')
    .where('a.consortium_id', '=', consortiumId)
    .where('a.fair_id', '=', fairId)
    .where(sql<boolean>`p.id = any(${wishes}::uuid[])`)
    .where('p.is_withdrawn', '=', false)
    .where('p.expires_on', '>=', beijingToday())
    .execute();
  const known = new Set(open.map(({ id }) => id));
  const at = wishes.findIndex((id) => !known.has(id));
  if (at >= 0)
    throw new Refusal('position-closed', {
      fields: [`wishes.${at}`],
      detail: `第${at + 1}志愿的岗位已到期或撤下，请删去后再保存。`,
    });
}
