import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ClassRow, type ClassTarget, lockClass, readClass, readTrainees } from './class-row.ts';
import type { AttendanceBody, OpinionBody } from './class-views.ts';
import { keepTrainingEntries } from './keep-training-entries.ts';
import { isSignInCode, secondsLeft, signInCode } from './sign-in-code.ts';
import { openTrainingPass } from './training-pass.ts';
import { mustKnowTraining, mustReportFor } from './training-right.ts';

/** What the class's screen shows now. Throws `Refusal`: `not-a-class-day`, and `not-found` also for who does not hold the class. */
export async function showSignInCode({ db, config }: Context, actor: Actor, target: ClassTarget, address: string) {
  return db.readAs(actor, async (tx) => {
    const { own } = await mustKnowTraining(tx, target.consortiumId);
    const row = await readClass(tx, target);
    if (!own.includes(row.member_id)) throw new Refusal('not-found');
    const today = beijingToday();
    mustBeHeld(row, today);
    const now = Date.now();
    const code = signInCode(config.secret, target.classId, now);
    const trainees = await readTrainees(tx, target);
    return {
      code,
      link: `${address}/training/sign-in/${target.classId}/${code}`,
      secondsLeft: secondsLeft(now),
      signedIn: trainees.filter(({ days }) => days.includes(today)).length,
    };
  });
}

/** Somebody signs in by its own link and the code on the screen. Throws `Refusal`: `sign-in-refused` for a code that is false or over, `not-a-class-day`, `not-found`. */
export async function signInByCode({ db, config }: Context, token: string, code: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, row, trainee } = await openTrainingPass(tx);
    const today = beijingToday();
    mustBeHeld(row, today);
    if (trainee.state !== 'enrolled') throw new Refusal('action-not-possible', { state: trainee.state });
    if (!isSignInCode(config.secret, pass.classId, code, Date.now()))
      throw new Refusal('sign-in-refused', { fields: ['code'] });
    await tx
      .insertInto('training_sign_in')
      .values({ consortium_id: pass.consortiumId, trainee_id: trainee.id, day: today, person_id: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** What somebody thinks of the class, once it has been there. Throws `Refusal`: `action-not-possible`, `not-found`. */
export async function tellOpinion({ db }: Context, token: string, said: OpinionBody): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, trainee } = await openTrainingPass(tx);
    if (trainee.days.length === 0) throw new Refusal('action-not-possible', { detail: '签到后再评价。' });
    await tx
      .updateTable('training_trainee')
      .set({ ...said, version: trainee.version + 1 })
      .where('consortium_id', '=', pass.consortiumId)
      .where('id', '=', trainee.id)
      .execute();
  });
}

/**
 * Who holds a class marks by hand that people came on a day, or did not: for who has no phone, and for what went wrong. Throws `Refusal`: `not-a-class-day`,
 * `forbidden`, `not-found`.
 */
export async function markAttendance(
  { db }: Context,
  actor: Actor,
  target: ClassTarget,
  { day, traineeIds, isThere }: AttendanceBody,
): Promise<{ marked: number }> {
  const { consortiumId, classId } = target;
  return db.asActor(actor, async (tx) => {
    const row = await lockClass(tx, target);
    mustBeHeld(row, day);
    if (day > beijingToday()) throw new Refusal('not-a-class-day', { fields: ['day'] });
    const enrolled = (await readTrainees(tx, target)).filter(
      ({ id, state, erased_at }) => state === 'enrolled' && erased_at === null && traineeIds.includes(id),
    );
    const ids = enrolled.filter(({ days }) => days.includes(day) !== isThere).map(({ id }) => id);
    if (ids.length > 0)
      await (isThere ? insertDays(tx, consortiumId, ids, day, actor) : deleteDays(tx, consortiumId, ids, day));
    await recordAudit(tx, consortiumId, 'training-class.attendance-marked', classId, {
      day,
      people: ids.length,
      isThere,
    });
    return { marked: ids.length };
  });
}

function insertDays(tx: Tx, consortiumId: string, ids: readonly string[], day: string, { personId }: Actor) {
  return tx
    .insertInto('training_sign_in')
    .values(ids.map((trainee_id) => ({ consortium_id: consortiumId, trainee_id, day, person_id: personId })))
    .execute();
}

function deleteDays(tx: Tx, consortiumId: string, ids: readonly string[], day: string) {
  return tx
    .deleteFrom('training_sign_in')
    .where('consortium_id', '=', consortiumId)
    .where('trainee_id', 'in', [...ids])
    .where('day', '=', day)
    .execute();
}

/**
 * A member confirms on which days its staff were there: from then on the ledger has it in the words of both. Throws `Refusal`: `action-not-possible` before the
 * class is over, for a member that has nobody in it and for one that has confirmed, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function confirmAttendance(
  context: Context,
  actor: Actor,
  target: ClassTarget,
  { memberId, reason }: { memberId: string; reason: string },
): Promise<void> {
  const { consortiumId, classId } = target;
  await context.db.asActor(actor, async (tx) => {
    mustReportFor(await mustKnowTraining(tx, consortiumId), memberId);
    await sql`select pg_advisory_xact_lock(hashtextextended('training class ' || ${classId}::text, 0))`.execute(tx);
    const row = await readClass(tx, target);
    const isThere = (await readTrainees(tx, target)).some(
      (one) => one.enterprise_id === memberId && one.days.length > 0,
    );
    if (row.state !== 'completed' || !isThere) throw new Refusal('action-not-possible', { state: row.state });
    const confirmed = { consortium_id: consortiumId, class_id: classId, enterprise_id: memberId };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('training_confirmation')
      .values({ ...confirmed, person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('action-not-possible', { state: 'confirmed' });
    await keepTrainingEntries(context, tx, actor, { ...target, row, confirmedBy: memberId, reason });
    await recordAudit(tx, consortiumId, 'training-class.confirmed', classId, { memberId });
  });
}

function mustBeHeld({ state, days }: ClassRow, day: string): void {
  if (state !== 'open' || !days.includes(day)) throw new Refusal('not-a-class-day', { fields: ['day'] });
}
