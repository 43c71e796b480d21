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

/** What a position pays a month. */
export function payText(pay: { from: number; to: number } | null): string {
  if (!pay) return '面议';
  return pay.from === pay.to ? `${pay.from}元/月` : `${pay.from}–${pay.to}元/月`;
}

/** An occupation as it was typed, and the code that its name has in the national list. */
export function occupationText(said: { occupation: string; occupationCode: string | null }): string {
  const { occupation, occupationCode: code } = said;
  return code === null || occupation.includes(code) ? occupation : `${occupation}（${code}）`;
}
