import { sql } from 'kysely';
import { type AgreementSide, type StudentAction, studentSteps } from '#core/apprenticeship/agreement.ts';
import { alertsOfStudent, alertsOfTerms } from '#core/apprenticeship/placement-alerts.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ApprenticeRow, awaitedBy, readApprentices, readDays } from './apprentice-row.ts';
import { apprenticeshipRules } from './apprenticeship-right.ts';
import { type ApprenticeshipTarget, type HeldApprenticeship, lockApprenticeship } from './apprenticeship-row.ts';
import type { ApprenticeActBody } from './apprenticeship-views.ts';
import { refuseTaken } from './call-students.ts';
import { keepApprenticeshipEntries } from './keep-apprenticeship-entries.ts';

/**
 * One step of a student: trained, at its post, evaluated by both, complete or gone earlier; whoever was at a post is in the ledger from its first day to its
 * last, in the words of both members. Throws `Refusal`: `signatures-missing`, `placement-barred` by the rules on placements with each of them,
 * `evaluations-missing`, `invalid` with the fields at fault, `action-not-possible`, `stale`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function actOnApprentice(
  context: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  apprenticeId: string,
  body: ApprenticeActBody,
): Promise<{ version: number }> {
  const { consortiumId, apprenticeshipId } = target;
  const { from, to, by } = studentSteps[body.action];
  return context.db.asActor(actor, async (tx) => {
    const row = await lockApprenticeship(tx, target);
    const [student] = await readApprentices(tx, { ...target, apprenticeId });
    if (!student) throw new Refusal('not-found');
    if (!by.includes(row.side)) throw new Refusal('forbidden');
    if (student.version !== body.version)
      throw new Refusal('stale', { version: student.version, state: student.state });
    if (!from.includes(student.state) || student.erased_at !== null)
      throw new Refusal('action-not-possible', { state: student.state });
    const columns = columnsOf(body, row, student);
    if (body.action === 'begin') mustBeReady(row, student, columns.starts_on ?? student.starts_on);
    if (columns.ends_on !== undefined) await mustBeLast(tx, consortiumId, apprenticeId, columns.ends_on);
    const { numUpdatedRows } = await refuseTaken(
      tx
        .updateTable('apprenticeship_student')
        .set({ ...columns, ...(to && { state: to }), version: student.version + 1 })
        .where('consortium_id', '=', consortiumId)
        .where('id', '=', apprenticeId)
        .where('version', '=', student.version)
        .executeTakeFirst(),
    );
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: student.version });
    if (to !== undefined && to !== 'withdrawn')
      await keepApprenticeshipEntries(context, tx, actor, { consortiumId, ...row }, body.text);
    await recordAudit(tx, consortiumId, `apprentice.${toldAs[body.action]}`, apprenticeshipId, {
      number: student.number,
    });
    return { version: student.version + 1 };
  });
}

const toldAs: Readonly<Record<StudentAction, string>> = {
  train: 'trained',
  begin: 'begun',
  withdraw: 'withdrawn',
  evaluate: 'evaluated',
  complete: 'completed',
  leave: 'left',
};

type Columns = {
  trained_on?: string;
  starts_on?: string;
  ends_on?: string;
  left_because?: string;
  school_mark?: string;
  school_remark?: string;
  enterprise_mark?: string;
  enterprise_remark?: string;
};

function columnsOf(
  { action, day, mark, text }: ApprenticeActBody,
  { side, starts_on, ends_on }: HeldApprenticeship,
  student: ApprenticeRow,
): Columns {
  const today = beijingToday();
  const within = (first: string, last: string, detail: string) => {
    if (day === undefined || day < first || day > last) throw new Refusal('invalid', { fields: ['day'], detail });
    return day;
  };
  switch (action) {
    case 'train':
      return { trained_on: within('1900-01-01', today, '请填写安全培训合格的日期，不晚于今天。') };
    case 'begin':
      return { starts_on: within(starts_on, earlier(ends_on, today), '上岗日期应在协议期限之内，不晚于今天。') };
    case 'evaluate':
      return evaluationOf(side, mark, text);
    case 'complete': {
      if (student.school_mark === null || student.enterprise_mark === null) throw new Refusal('evaluations-missing');
      return {
        ends_on: within(student.starts_on, earlier(ends_on, today), '结业日期应在上岗之后、协议期限之内，不晚于今天。'),
      };
    }
    case 'leave':
      if (text === '') throw new Refusal('invalid', { fields: ['text'], detail: '请写明提前结束的原因。' });
      return {
        ends_on: within(student.starts_on, earlier(ends_on, today), '最后一天应在上岗之后、协议期限之内，不晚于今天。'),
        left_because: text,
      };
    case 'withdraw':
      return {};
  }
}

function evaluationOf(side: AgreementSide, mark: string | undefined, remark: string): Columns {
  if (mark === undefined) throw new Refusal('invalid', { fields: ['mark'], detail: '请选择评价等次。' });
  return side === 'school'
    ? { school_mark: mark, school_remark: remark }
    : { enterprise_mark: mark, enterprise_remark: remark };
}

function mustBeReady(row: HeldApprenticeship, student: ApprenticeRow, startsOn: string): void {
  const awaited = awaitedBy(student, row.text);
  if (row.state !== 'agreed' || awaited.length > 0) throw new Refusal('signatures-missing', { awaited });
  const { limits } = apprenticeshipRules();
  const nobody = { atEnterprise: 0, atPost: 0 };
  const barred = [
    ...alertsOfTerms(limits, row.terms, { startsOn, endsOn: row.ends_on }, nobody),
    ...alertsOfStudent(limits, row.terms, { startsOn }, { bornIn: student.bornIn, trainedOn: student.trained_on }),
  ].filter(({ isBarred }) => isBarred);
  if (barred.length === 0) return;
  throw new Refusal('placement-barred', {
    codes: barred.map(({ code }) => code),
    detail: `${barred.map(({ text }) => text).join('；')}。请改正后再上岗。`,
  });
}

/** Throws `Refusal('invalid')` where the student has told of a day after its last. */
async function mustBeLast(tx: Tx, consortiumId: string, apprenticeId: string, endsOn: string): Promise<void> {
  const told = (await readDays(tx, consortiumId, [apprenticeId])).get(apprenticeId)?.at(-1)?.day;
  if (told !== undefined && told > endsOn)
    throw new Refusal('invalid', { fields: ['day'], detail: `日志已经记到${told}，最后一天不能在它之前。` });
}

const earlier = (one: string, other: string) => (one < other ? one : other);

/** The enterprise confirms days that its students told, up to one day; answers how many. Throws `Refusal`: `forbidden` for the school, `not-found`. */
export async function confirmDays(
  { db }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  apprenticeId: string,
  until: string,
): Promise<{ confirmed: number }> {
  return db.asActor(actor, async (tx) => {
    const { side } = await lockApprenticeship(tx, target);
    if (side !== 'enterprise') throw new Refusal('forbidden');
    await mustBeHere(tx, target, apprenticeId);
    const { numUpdatedRows } = await tx
      .updateTable('apprenticeship_day')
      .set({ confirmed_at: sql<Date>`clock_timestamp()`, confirmed_by: actor.personId })
      .where('consortium_id', '=', target.consortiumId)
      .where('student_id', '=', apprenticeId)
      .where('day', '<=', until)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst();
    await recordAudit(tx, target.consortiumId, 'apprentice.days-confirmed', target.apprenticeshipId, { until });
    return { confirmed: Number(numUpdatedRows) };
  });
}

async function mustBeHere(tx: Tx, target: ApprenticeshipTarget, apprenticeId: string): Promise<void> {
  const [student] = await readApprentices(tx, { ...target, apprenticeId });
  if (!student) throw new Refusal('not-found');
  if (student.state === 'called' || student.state === 'withdrawn')
    throw new Refusal('action-not-possible', { state: student.state });
}
