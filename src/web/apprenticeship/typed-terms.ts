import type { Terms } from '#core/apprenticeship/agreement.ts';

/** Terms as they are typed. */
export type TypedTerms = {
  post: string;
  place: string;
  hoursPerDay: string;
  daysPerWeek: string;
  hasNightShift: boolean;
  worksHolidays: boolean;
  filing: string;
  staff: string;
  postStaff: string;
  allowance: string;
  policy: string;
  insuredUntil: string;
  schoolMentor: string;
  enterpriseMentor: string;
  plan: string;
};

export function typedOf(terms?: Terms): TypedTerms {
  return {
    post: terms?.post ?? '',
    place: terms?.place ?? '',
    hoursPerDay: String((terms?.minutesPerDay ?? 480) / 60),
    daysPerWeek: String(terms?.daysPerWeek ?? 5),
    hasNightShift: terms?.hasNightShift ?? false,
    worksHolidays: terms?.worksHolidays ?? false,
    filing: terms?.filing ?? '',
    staff: String(terms?.staff ?? ''),
    postStaff: String(terms?.postStaff ?? ''),
    allowance: String(terms?.allowance ?? ''),
    policy: terms?.insurance?.policy ?? '',
    insuredUntil: terms?.insurance?.until ?? '',
    schoolMentor: terms?.schoolMentor ?? '',
    enterpriseMentor: terms?.enterpriseMentor ?? '',
    plan: terms?.plan ?? '',
  };
}

export function termsOf({ hoursPerDay, daysPerWeek, policy, insuredUntil, ...typed }: TypedTerms): Terms {
  return {
    ...typed,
    minutesPerDay: Math.round(Number(hoursPerDay) * 60),
    daysPerWeek: Number(daysPerWeek),
    staff: Number(typed.staff),
    postStaff: Number(typed.postStaff),
    allowance: Number(typed.allowance),
    insurance: policy === '' || insuredUntil === '' ? null : { policy, until: insuredUntil },
  };
}
