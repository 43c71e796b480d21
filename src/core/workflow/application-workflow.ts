import type { Workflow } from './workflow.ts';

/** States of an application that the program itself knows; a pack says how one leads to the next. */
export const applicationStates = [
  'draft',
  'submitted',
  'confirmed',
  'returned',
  'verified',
  'recommended',
  'admitted',
  'rejected',
  'listed',
  'unlisted',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export type ApplicationAction =
  | 'edit'
  | 'submit'
  | 'confirm'
  | 'return'
  | 'verify'
  | 'recommend'
  | 'admit'
  | 'reject'
  | 'list'
  | 'unlist';

/** `no-errors`: no finding of severity error; `reasons-given`: every warning has its reason; `before-deadline`: the server's clock, within
 * the stage that the action belongs to; `all-leads-confirmed`: the three lead units have confirmed the revision, this act included;
 * `remarks-given`: a return or a rejection says why; `verdicts-given`: each figure and each sampled entry has the province's verdict;
 * `within-quota`: the province recommends no more than its quota. */
export type ApplicationGuard =
  | 'no-errors'
  | 'reasons-given'
  | 'before-deadline'
  | 'all-leads-confirmed'
  | 'remarks-given'
  | 'verdicts-given'
  | 'within-quota';

export type ApplicationWorkflow = Workflow<ApplicationState, ApplicationAction, ApplicationGuard>;
