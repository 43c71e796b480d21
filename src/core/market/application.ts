import type { PositionKind } from '#core/talent/position.ts';

/** Kinds of positions that students apply to; teachers go to the others. */
export type AppliedKind = Exclude<PositionKind, 'teacher-practice'>;
export const appliedKinds = ['job', 'apprenticeship', 'internship'] as const satisfies readonly AppliedKind[];

/** An application goes from the student's word to a place that student, a minor's guardian and school have agreed to. */
export const applicationStates = [
  'applied',
  'interview',
  'offered',
  'accepted',
  'agreed',
  'rejected',
  'declined',
  'withdrawn',
  'refused',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const applicationStateLabels: Readonly<Record<ApplicationState, string>> = {
  applied: '已投递',
  interview: '面试',
  offered: '已录用，待学生答复',
  accepted: '学生已接受，待同意',
  agreed: '已达成',
  rejected: '未录用',
  declined: '学生已谢绝',
  withdrawn: '学生已撤回',
  refused: '学校未同意',
};

export const applicationSides = ['enterprise', 'student', 'guardian', 'school'] as const;
export type ApplicationSide = (typeof applicationSides)[number];

export const applicationActions = [
  'interview',
  'offer',
  'reject',
  'withdraw',
  'accept',
  'decline',
  'consent',
  'refuse',
] as const;
export type ApplicationAction = (typeof applicationActions)[number];

/** `to` is undefined where the state waits for another's word. */
export const applicationSteps: Readonly<
  Record<
    ApplicationAction,
    {
      from: readonly ApplicationState[];
      to: ApplicationState | undefined;
      by: readonly ApplicationSide[];
      label: string;
    }
  >
> = {
  interview: { from: ['applied', 'interview'], to: 'interview', by: ['enterprise'], label: '约面试' },
  offer: { from: ['applied', 'interview'], to: 'offered', by: ['enterprise'], label: '录用' },
  reject: { from: ['applied', 'interview', 'offered'], to: 'rejected', by: ['enterprise'], label: '不录用' },
  withdraw: { from: ['applied', 'interview'], to: 'withdrawn', by: ['student'], label: '撤回' },
  accept: { from: ['offered'], to: 'accepted', by: ['student'], label: '接受' },
  decline: { from: ['offered', 'accepted'], to: 'declined', by: ['student'], label: '谢绝' },
  consent: { from: ['accepted'], to: undefined, by: ['guardian', 'school'], label: '同意' },
  refuse: { from: ['accepted'], to: 'refused', by: ['school'], label: '不同意' },
};

export type Consents = { isMinor: boolean; guardian: boolean; school: boolean };

/** Whose consent an accepted place still waits for. */
export function awaitedConsents({ isMinor, guardian, school }: Consents): readonly ('guardian' | 'school')[] {
  return [...(isMinor && !guardian ? (['guardian'] as const) : []), ...(school ? [] : (['school'] as const))];
}

/** What one side may do now. Who has consented does not so again, and an offer is accepted until its last day. */
export function actionsOf(
  { state, consents, offerUntil }: { state: ApplicationState; consents: Consents; offerUntil: string | null },
  side: ApplicationSide,
  today: string,
): readonly ApplicationAction[] {
  return applicationActions.filter((action) => {
    const { from, by } = applicationSteps[action];
    if (!from.includes(state) || !by.includes(side)) return false;
    if (action === 'accept') return offerUntil !== null && today <= offerUntil;
    if (action === 'consent') return awaitedConsents(consents).some((awaited) => awaited === side);
    return true;
  });
}
