export const positionKinds = ['job', 'apprenticeship', 'internship', 'teacher-practice'] as const;
export type PositionKind = (typeof positionKinds)[number];

export const positionKindLabels: Readonly<Record<PositionKind, string>> = {
  job: '就业岗位',
  apprenticeship: '学徒岗位',
  internship: '实习岗位',
  'teacher-practice': '教师实践岗位',
};

/** Whether a position stands open on a day, `YYYY-MM-DD`: its last day is still one. */
export function isOpenPosition(
  { expiresOn, isWithdrawn }: { expiresOn: string; isWithdrawn: boolean },
  today: string,
): boolean {
  return !isWithdrawn && today <= expiresOn;
}
