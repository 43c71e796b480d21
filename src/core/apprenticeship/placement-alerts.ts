import { ageOn } from './age.ts';
import type { Terms } from './agreement.ts';
import type { PlacementLimits } from './apprenticeship-rules.ts';

/** What the rules on placements forbid, and by which clause. A `barred` one keeps the student from beginning. */
export type PlacementAlert = { code: AlertCode; clause: string; text: string; isBarred: boolean };

export type AlertCode =
  | 'day-too-long'
  | 'week-too-long'
  | 'night'
  | 'holiday'
  | 'too-young'
  | 'minor-at-night'
  | 'share-of-staff'
  | 'share-of-post'
  | 'insurance-missing'
  | 'training-missing';

export type Span = { startsOn: string; endsOn: string };

/** `atEnterprise` and `atPost`: students who are placed there at the same time, these among them. */
export type Placed = { atEnterprise: number; atPost: number };

/** What an agreement's own text breaks, before anybody has begun. */
export function alertsOfTerms(
  limits: PlacementLimits,
  terms: Terms,
  { endsOn }: Span,
  { atEnterprise, atPost }: Placed,
): readonly PlacementAlert[] {
  const { minutesPerDay, daysPerWeek, hasNightShift, worksHolidays, filing, staff, postStaff, insurance } = terms;
  const perWeek = minutesPerDay * daysPerWeek;
  return [
    ...when(
      minutesPerDay > limits.minutesPerDay.is,
      'day-too-long',
      limits.minutesPerDay.clause,
      true,
      () => `每天${hours(minutesPerDay)}小时，超过${hours(limits.minutesPerDay.is)}小时`,
    ),
    ...when(
      perWeek > limits.minutesPerWeek.is,
      'week-too-long',
      limits.minutesPerWeek.clause,
      true,
      () => `每周${hours(perWeek)}小时，超过${hours(limits.minutesPerWeek.is)}小时`,
    ),
    ...when(hasNightShift && filing === '', 'night', limits.night.clause, true, () => '安排夜班而没有备案'),
    ...when(
      worksHolidays && filing === '',
      'holiday',
      limits.holidays.clause,
      true,
      () => '在休息日、法定节假日实习而没有备案',
    ),
    ...when(
      isOver(atEnterprise, staff, limits.percentOfStaff.is),
      'share-of-staff',
      limits.percentOfStaff.clause,
      false,
      () => `同期学生${atEnterprise}人，超过在岗职工${staff}人的${limits.percentOfStaff.is}％`,
    ),
    ...when(
      isOver(atPost, postStaff, limits.percentOfPost.is),
      'share-of-post',
      limits.percentOfPost.clause,
      false,
      () => `本岗位同期学生${atPost}人，超过同类岗位在岗职工${postStaff}人的${limits.percentOfPost.is}％`,
    ),
    ...when(insurance === null || insurance.until < endsOn, 'insurance-missing', limits.insurance.clause, true, () =>
      insurance === null ? '没有登记实习责任保险' : `实习责任保险到${insurance.until}为止，不到实习结束`,
    ),
  ];
}

export type PlacedStudent = { bornIn: string | null; trainedOn: string | null };

/** What keeps this student from the post: its age, and training that is missing. */
export function alertsOfStudent(
  limits: PlacementLimits,
  { hasNightShift }: Pick<Terms, 'hasNightShift'>,
  { startsOn }: Pick<Span, 'startsOn'>,
  { bornIn, trainedOn }: PlacedStudent,
): readonly PlacementAlert[] {
  const isYoung = bornIn !== null && ageOn(bornIn, startsOn) < limits.youngest.is;
  return [
    ...when(isYoung, 'too-young', limits.youngest.clause, true, () => `开始时未满${limits.youngest.is}周岁`),
    ...when(
      hasNightShift && isMinorOn(limits, bornIn, startsOn),
      'minor-at-night',
      limits.night.clause,
      true,
      () => '未成年学生不得上夜班',
    ),
    ...when(trainedOn === null, 'training-missing', limits.training.clause, true, () => '没有登记岗前安全培训'),
  ];
}

export function isMinorOn({ adult }: Pick<PlacementLimits, 'adult'>, bornIn: string | null, day: string): boolean {
  return bornIn !== null && ageOn(bornIn, day) < adult.is;
}

/** A day at the post: from when to when, in minutes after its midnight, beyond 1440 into the next day; and how many of them were rest. */
export type WorkedDay = { day: string; from: number; to: number; rest: number };

/** What the days that were worked broke, each told once, weeks from Monday on. */
export function alertsOfDays(
  limits: PlacementLimits,
  { filing }: Pick<Terms, 'filing'>,
  { bornIn }: Pick<PlacedStudent, 'bornIn'>,
  days: readonly WorkedDay[],
): readonly PlacementAlert[] {
  const ordered = days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const weeks = Map.groupBy(ordered, ({ day }) => mondayOf(day));
  return [
    ...ordered.flatMap((worked) => {
      const isMinor = isMinorOn(limits, bornIn, worked.day);
      const atNight = isAtNight(limits.night.is, worked);
      return [
        ...when(
          workedMinutes(worked) > limits.minutesPerDay.is,
          'day-too-long',
          limits.minutesPerDay.clause,
          false,
          () => `${worked.day}实习${hours(workedMinutes(worked))}小时`,
        ),
        ...when(
          atNight && isMinor,
          'minor-at-night',
          limits.night.clause,
          false,
          () => `${worked.day}未成年学生上夜班`,
        ),
        ...when(atNight && !isMinor && filing === '', 'night', limits.night.clause, false, () => `${worked.day}上夜班`),
        ...when(
          isFree(limits.holidays.is, worked.day) && filing === '',
          'holiday',
          limits.holidays.clause,
          false,
          () => `${worked.day}是休息日或法定节假日`,
        ),
      ];
    }),
    ...[...weeks].flatMap(([monday, week]) => {
      const worked = week.reduce((sum, each) => sum + workedMinutes(each), 0);
      return when(
        worked > limits.minutesPerWeek.is,
        'week-too-long',
        limits.minutesPerWeek.clause,
        false,
        () => `${monday}起的一周实习${hours(worked)}小时`,
      );
    }),
  ];
}

const workedMinutes = ({ from, to, rest }: WorkedDay) => to - from - rest;

function isAtNight({ from, until }: { from: number; until: number }, worked: WorkedDay): boolean {
  const nights = [
    [0, until * 60],
    [from * 60, 1440 + until * 60],
  ] as const;
  return nights.some(([begin, end]) => worked.from < end && worked.to > begin);
}

function isFree(holidays: readonly string[], day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || holidays.includes(day) || holidays.includes(day.slice(5));
}

function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const since = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - since * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a part is above a percentage of its whole, in whole numbers; nobody may stand where nobody works. */
const isOver = (part: number, whole: number, percent: number) => part * 100 > whole * percent;

/** Minutes as hours, to a hundredth at most. */
const hours = (minutes: number) => String(Math.round((minutes * 100) / 60) / 100);

function when(
  holds: boolean,
  code: AlertCode,
  clause: string,
  isBarred: boolean,
  text: () => string,
): readonly PlacementAlert[] {
  return holds ? [{ code, clause, text: text(), isBarred }] : [];
}
