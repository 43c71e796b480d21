import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readAmendments } from './amendment-row.ts';
import { type ApprenticeRow, readApprentices } from './apprentice-row.ts';
import { type ApprenticeshipRow, readApprenticeship } from './apprenticeship-row.ts';
import type { DayBody } from './apprenticeship-views.ts';

export type ApprenticePass = {
  consortiumId: string;
  apprenticeshipId: string;
  apprenticeId: string;
  isGuardian: boolean;
  consortium: string;
};

export type OpenedPass = { pass: ApprenticePass; row: ApprenticeshipRow; student: ApprenticeRow };

/**
 * Whom a pass is for, and its agreement. Throws `Refusal('not-found')` alike where it never was, where a newer one took its place, where the student was deleted
 * and where it does not come any more.
 */
export async function openPass(tx: Tx): Promise<OpenedPass> {
  const { rows } = await sql<ApprenticePass>`
    select consortium_id as "consortiumId", apprenticeship_id as "apprenticeshipId", student_id as "apprenticeId", is_guardian as "isGuardian", consortium
    from own_apprentice_pass()`.execute(tx);
  const [pass] = rows;
  if (!pass) throw new Refusal('not-found');
  const [student] = await readApprentices(tx, pass);
  if (!student) throw new Refusal('not-found');
  return { pass, row: await readApprenticeship(tx, pass), student };
}

/** The student signs the text that it read, or its guardian does. Throws `Refusal`: `stale` where the text is another by now, `action-not-possible`, `not-found`. */
export async function signAsApprentice({ db }: Context, token: string, text: number): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, row, student } = await openPass(tx);
    const isOpen = row.state === 'signing' || row.state === 'agreed';
    if (!isOpen || (student.state !== 'called' && student.state !== 'begun'))
      throw new Refusal('action-not-possible', { state: row.state });
    if (row.text !== text) throw new Refusal('stale', { version: row.text });
    const now = sql<Date>`clock_timestamp()`;
    await ownQuery(tx, pass)
      .set(pass.isGuardian ? { guardian_text: text, guardian_at: now } : { signed_text: text, signed_at: now })
      .execute();
  });
}

/** The student signs the amendment that it read, or its guardian does; signed twice it is signed. Throws `Refusal`: `stale` where it is signed no more, `action-not-possible`, `not-found`. */
export async function signAmendment({ db }: Context, token: string, number: number): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, student } = await openPass(tx);
    const open = (await readAmendments(tx, pass)).find(({ state }) => state === 'proposed');
    if (student.state !== 'called' && student.state !== 'begun')
      throw new Refusal('action-not-possible', { state: student.state });
    if (open?.number !== number) throw new Refusal('stale', { version: open?.number ?? 0 });
    await tx
      .insertInto('apprenticeship_amendment_signature')
      .values({
        ...{ consortium_id: pass.consortiumId, apprenticeship_id: pass.apprenticeshipId, number },
        ...{ student_id: pass.apprenticeId, is_guardian: pass.isGuardian },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/**
 * A day at the post with its log; told again it is changed until the enterprise has confirmed it. Throws `Refusal`: `invalid` for a day that is not the
 * student's, `day-confirmed`, `action-not-possible` for who is at no post, `forbidden` for the guardian, `not-found`.
 */
export async function tellDay({ db }: Context, token: string, { day, from, to, rest, log }: DayBody): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, student } = await openPass(tx);
    if (pass.isGuardian) throw new Refusal('forbidden');
    if (student.state !== 'begun') throw new Refusal('action-not-possible', { state: student.state });
    if (day < student.starts_on || day > student.ends_on || day > beijingToday())
      throw new Refusal('invalid', { fields: ['day'], detail: '日期应在上岗之后，不晚于今天。' });
    if (to - rest <= from || to > from + 1440)
      throw new Refusal('invalid', { fields: ['to'], detail: '结束时间应在开始之后，休息应短于在岗时间。' });
    const said = { from_minute: from, to_minute: to, rest_minutes: rest, log };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('apprenticeship_day')
      .values({ consortium_id: pass.consortiumId, student_id: pass.apprenticeId, day, ...said })
      .onConflict((conflict) =>
        conflict
          .columns(['consortium_id', 'student_id', 'day'])
          .doUpdateSet(said)
          .where('apprenticeship_day.confirmed_at', 'is', null),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('day-confirmed');
  });
}

/**
 * Deletes what is known of a student, at its own request: name, month of birth and log. That somebody was there from one day to another stays, since figures rest
 * on it. Throws `Refusal`: `action-not-possible` while it is at its post, `forbidden` for the guardian, `not-found`.
 */
export async function eraseApprentice({ db }: Context, token: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, student } = await openPass(tx);
    if (pass.isGuardian) throw new Refusal('forbidden');
    if (student.state === 'begun')
      throw new Refusal('action-not-possible', { detail: '您正在岗，请在结业或提前结束之后再删除。' });
    await tx
      .deleteFrom('apprenticeship_day')
      .where('consortium_id', '=', pass.consortiumId)
      .where('student_id', '=', pass.apprenticeId)
      .execute();
    await ownQuery(tx, pass)
      .set({
        name: '',
        born_in: null,
        school_remark: '',
        enterprise_remark: '',
        erased_at: sql<Date>`clock_timestamp()`,
        ...(student.state === 'called' && { state: 'withdrawn' }),
      })
      .execute();
  });
}

function ownQuery(tx: Tx, { consortiumId, apprenticeId }: ApprenticePass) {
  return tx
    .updateTable('apprenticeship_student')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', apprenticeId);
}
