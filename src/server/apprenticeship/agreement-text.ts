import { type AgreementTemplate, filledTemplate } from '#core/talent/agreement-template.ts';
import { officialDay } from '#documents/official/official-document.ts';
import type { Context } from '#server/context.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { majorText } from '#server/talent/talent-right.ts';
import { apprenticeshipRules, kindOf } from './apprenticeship-right.ts';
import type { ApprenticeshipRow } from './apprenticeship-row.ts';

/** The agreement of one student in the notice's words. */
export function agreementTextOf(
  context: Pick<Context, 'catalogues'>,
  directory: Directory,
  { kind, school_id, enterprise_id, major, starts_on, ends_on, terms }: ApprenticeshipRow,
  student: string,
): AgreementTemplate {
  const { template } = apprenticeshipRules();
  const { insurance, hasNightShift, worksHolidays, filing } = terms;
  const values: Readonly<Record<string, string>> = {
    kind: kindOf(kind).label,
    school: directory.byId.get(school_id)?.name ?? '',
    enterprise: directory.byId.get(enterprise_id)?.name ?? '',
    student,
    major: majorText(context, major),
    startsOn: dayText(starts_on),
    endsOn: dayText(ends_on),
    place: terms.place,
    post: terms.post,
    hoursPerDay: String(Math.round((terms.minutesPerDay * 100) / 60) / 100),
    daysPerWeek: String(terms.daysPerWeek),
    nights: hasNightShift ? '岗位须上夜班。' : '不安排夜班。',
    holidays: worksHolidays ? '岗位须在休息日、法定节假日工作，另行安排休息。' : '休息日和法定节假日不安排实习。',
    filing: filing === '' ? '' : `特殊安排已报备案：${filing}。`,
    schoolMentor: terms.schoolMentor,
    enterpriseMentor: terms.enterpriseMentor,
    allowance: String(terms.allowance),
    insurance: insurance === null ? '待投保' : `保单号${insurance.policy}，有效期至${dayText(insurance.until)}`,
    plan: terms.plan === '' ? '按甲方人才培养方案和乙方岗位要求执行。' : terms.plan,
  };
  return filledTemplate(template, values);
}

export const dayText = (day: string) => officialDay(new Date(`${day}T00:00:00+08:00`));
