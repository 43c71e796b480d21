import type { Standing } from '#core/standing/standing.ts';
import type { Workflow } from '#core/workflow/workflow.ts';

export const caseOrigins = ['strikes', 'province', 'audit', 'public', 'change'] as const;
export type CaseOrigin = (typeof caseOrigins)[number];

export const caseStates = ['open', 'investigating', 'hearing', 'decided'] as const;
export type CaseState = (typeof caseStates)[number];
/** `sanction` decides on the standing; before it the consortium was heard, which is the guard `heard`. */
export type CaseAction = 'investigate' | 'hear' | 'dismiss' | 'sanction';

/** How cases are handled: the way they go, what they may end in, and within how many days one may answer and appeal. */
export type CaseRules = {
  origins: Readonly<Record<CaseOrigin, string>>;
  workflow: Workflow<CaseState, CaseAction, 'heard'>;
  /** By id; `dismissed` costs nothing and has no standing. */
  outcomes: Readonly<Record<string, CaseOutcome>>;
  hearingDays: number;
  appealDays: number;
  because: string;
};

export type CaseOutcome = {
  label: string;
  standing: Standing | null;
  /** A day that goes with it: one on which it ends by itself, or one by which something must be done while it stays. */
  until: 'end' | 'deadline' | 'none';
};
