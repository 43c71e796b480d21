import { sql } from 'kysely';
import { actionsOf, applicationSteps, awaitedConsents } from '#core/market/application.ts';
import { longestProbation } from '#core/market/probation.ts';
import type { Actor } from '#server/access/actor.ts';
import { draftApprenticeship } from '#server/apprenticeship/write-apprenticeship.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustKnowTalent } from '#server/talent/talent-right.ts';
import {
  type ApplicationRow,
  type ApplicationTarget,
  consentsOf,
  lockApplication,
  tellMember,
  updateApplication,
} from './application-row.ts';
import type { ApplicationActBody } from './market-views.ts';
import { type Applicant, readApplicants, sidesOf } from './view-applications.ts';

/**
 * What the enterprise answers, and whether the school consents to what the student accepted. Of an apprenticeship or a placement the school's consent is a draft of the
 * agreement of three parties, in which the student signs. Throws `Refusal`: `invalid` with the fields at fault, `action-not-possible`, `stale`, `forbidden`,
 * `not-found`, and as `draftApprenticeship`.
 */
export async function actOnApplication(
  context: Context,
  actor: Actor,
  target: ApplicationTarget,
  body: ApplicationActBody,
): Promise<{ version: number; apprenticeshipId: string | null }> {
  const { consortiumId, applicationId } = target;
  return context.db.asActor(actor, async (tx) => {
    const right = await mustKnowTalent(tx, consortiumId);
    const row = await lockApplication(tx, target);
    if (!row) throw new Refusal('not-found');
    const side = sidesOf(right, row).find((each) => applicationSteps[body.action].by.includes(each));
    if (side === undefined) throw new Refusal('forbidden');
    if (row.version !== body.version) throw new Refusal('stale', { version: row.version, state: row.state });
    const student = (await readApplicants(tx, consortiumId, [applicationId])).get(row.profile_id);
    if (!student) throw new Refusal('not-found');
    const consents = consentsOf(row, student.is_minor);
    if (
      !actionsOf({ state: row.state, consents, offerUntil: row.offer_until }, side, beijingToday()).includes(
        body.action,
      )
    )
      throw new Refusal('action-not-possible', { state: row.state });
    const apprenticeshipId =
      body.action === 'consent' && row.kind !== 'job'
        ? await draftFor(context, tx, actor, consortiumId, row, student, body.kind)
        : row.apprenticeship_id;
    const isLast = body.action === 'consent' && awaitedConsents({ ...consents, school: true }).length === 0;
    await updateApplication(tx, target)
      .set({
        ...columnsOf(body, row, actor),
        state: isLast ? 'agreed' : (applicationSteps[body.action].to ?? row.state),
        apprenticeship_id: apprenticeshipId,
        version: row.version + 1,
      })
      .execute();
    await tellMember(
      tx,
      target,
      side === 'school' ? 'enterprise' : 'school',
      `${student.name}的“${row.title}”：${told[body.action]}`,
    );
    await recordAudit(tx, consortiumId, `talent-application.${auditedAs[body.action]}`, applicationId, {});
    return { version: row.version + 1, apprenticeshipId };
  });
}

const told = {
  interview: '企业约了面试',
  offer: '企业已录用，待学生答复',
  reject: '企业未录用',
  consent: '学校已同意',
  refuse: '学校未同意',
} as const;

const auditedAs = {
  interview: 'interview-called',
  offer: 'offered',
  reject: 'rejected',
  consent: 'consented',
  refuse: 'refused',
} as const;

function columnsOf(body: ApplicationActBody, row: ApplicationRow, actor: Actor) {
  const today = beijingToday();
  const invalid = (fields: string[], detail: string) => new Refusal('invalid', { fields, detail });
  switch (body.action) {
    case 'interview':
      if (new Date(body.at) <= new Date()) throw invalid(['at'], '面试时间应在现在之后。');
      return { interview_at: new Date(body.at), interview_place: body.place, answer: body.text };
    case 'offer':
      if (body.until < today) throw invalid(['until'], '答复截止日不能早于今天。');
      if (body.startsOn < body.until) throw invalid(['startsOn'], '上岗日期不能早于答复截止日。');
      if (body.endsOn === null && row.kind !== 'job') throw invalid(['endsOn'], '学徒和实习岗位须写明结束日期。');
      if (body.endsOn !== null && body.endsOn < body.startsOn)
        throw invalid(['startsOn', 'endsOn'], '结束日期不能早于上岗日期。');
      mustBeProbation(row, body);
      return {
        offer_until: body.until,
        starts_on: body.startsOn,
        ends_on: body.endsOn,
        pay: body.pay,
        probation_months: body.probationMonths,
        answer: body.text,
      };
    case 'reject':
      return { answer: body.text };
    case 'consent':
      return { school_at: sql<Date>`clock_timestamp()`, school_person: actor.personId };
    case 'refuse':
      return { school_remark: body.text };
  }
}

/** Throws `Refusal('invalid')` for a probation that a placement does not have, or that is longer than its contract allows. */
function mustBeProbation(
  { kind }: ApplicationRow,
  { probationMonths, startsOn, endsOn }: { probationMonths: number | null; startsOn: string; endsOn: string | null },
): void {
  const most = kind === 'job' ? longestProbation(startsOn, endsOn) : 0;
  if (probationMonths === null || (kind === 'job' && probationMonths <= most)) return;
  const detail =
    kind === 'job'
      ? `按劳动合同法第十九条，这样的期限${most === 0 ? '不得约定试用期' : `试用期不得超过${most}个月`}。`
      : '学徒和实习岗位没有试用期。';
  throw new Refusal('invalid', { fields: ['probationMonths'], detail });
}

/** A draft with what the offer says; what it does not say, the school writes before it proposes it. */
async function draftFor(
  context: Context,
  tx: Tx,
  actor: Actor,
  consortiumId: string,
  row: ApplicationRow,
  student: Applicant,
  kind: string | undefined,
): Promise<string> {
  if (kind === undefined) throw new Refusal('invalid', { fields: ['kind'], detail: '请选择培养类型。' });
  const { id } = await draftApprenticeship(context, tx, actor, consortiumId, {
    kind,
    schoolId: row.school_id,
    enterpriseId: row.enterprise_id,
    major: student.major,
    startsOn: row.starts_on ?? '',
    endsOn: row.ends_on ?? '',
    terms: {
      post: row.post,
      place: row.agreed_place,
      minutesPerDay: 480,
      daysPerWeek: 5,
      hasNightShift: false,
      worksHolidays: false,
      filing: '',
      staff: 0,
      postStaff: 0,
      allowance: row.pay ?? 0,
      insurance: null,
      schoolMentor: toBeNamed,
      enterpriseMentor: toBeNamed,
      plan: '',
    },
  });
  return id;
}

const toBeNamed = '待定';
