import type { Workflow } from '#core/workflow/workflow.ts';
import type { Scheme, Subject } from './scheme.ts';

export const appraisalStates = ['draft', 'discarded', 'published', 'final'] as const;
export type AppraisalState = (typeof appraisalStates)[number];
export type AppraisalAction = 'publish' | 'discard' | 'finish';

/** `scored`: every indicator of everyone has its points. `settled`: no objection is open. `over`: the days for objections are, or everyone accepted the result. */
export type AppraisalGuard = 'scored' | 'settled' | 'over';

/** How a consortium appraises its members and staff: the way of an appraisal, and schemes to begin from. */
export type AppraisalRules = {
  workflow: Workflow<AppraisalState, AppraisalAction, AppraisalGuard>;
  subjects: Readonly<Record<Subject, { label: string; suggested: Scheme }>>;
  /** The observation points that a final appraisal is evidence for. */
  points: readonly string[];
  because: string;
};
