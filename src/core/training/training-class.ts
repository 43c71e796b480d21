export const classStates = ['open', 'completed', 'cancelled'] as const;
export type ClassState = (typeof classStates)[number];

export const classStateLabels: Readonly<Record<ClassState, string>> = {
  open: '进行中',
  completed: '已结业',
  cancelled: '已取消',
};

export const classActions = ['complete', 'cancel'] as const;
export type ClassAction = (typeof classActions)[number];

export const classActionLabels: Readonly<Record<ClassAction, string>> = { complete: '办理结业', cancel: '取消班次' };

export const traineeStates = ['enrolled', 'withdrawn', 'passed', 'failed'] as const;
export type TraineeState = (typeof traineeStates)[number];

export const traineeStateLabels: Readonly<Record<TraineeState, string>> = {
  enrolled: '已报名',
  withdrawn: '已退出',
  passed: '合格',
  failed: '不合格',
};

/** `attendance`: percent of the days; `passMark`: null where nobody is tested. */
export type Passing = { days: number; attendance: number; passMark: number | null };

/** Days that one must have come for the attendance that is asked for. */
export const daysNeeded = ({ days, attendance }: Passing) => Math.ceil((days * attendance) / 100);

/** Why somebody does not pass; undefined for who passes. */
export function whyFailed(
  passing: Passing,
  { came, score }: { came: number; score: number | null },
): string | undefined {
  const needed = daysNeeded(passing);
  if (came < needed) return `出勤${came}天，不足${needed}天`;
  if (passing.passMark === null) return undefined;
  if (score === null) return '没有考核成绩';
  return score < passing.passMark ? `考核${score}分，不足${passing.passMark}分` : undefined;
}

/** What may be done with a class. Nobody completes it before its last day, nor cancels it once somebody came. */
export function classActionsFor(
  { state, days, signIns }: { state: ClassState; days: readonly string[]; signIns: number },
  today: string,
): readonly ClassAction[] {
  if (state !== 'open') return [];
  return [
    ...(signIns > 0 && (days.at(-1) ?? '') <= today ? (['complete'] as const) : []),
    ...(signIns === 0 ? (['cancel'] as const) : []),
  ];
}
