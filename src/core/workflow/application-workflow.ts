import type { Workflow } from './workflow.ts';

/** States of an application that the program itself knows; a pack says how one leads to the next. */
export type ApplicationState = 'draft' | 'submitted' | 'confirmed' | 'returned';

export type ApplicationAction = 'edit' | 'submit' | 'confirm' | 'return';

/** `no-errors`: no finding of severity error; `reasons-given`: every warning has its reason; `before-deadline`: the server's clock;
 * `all-leads-confirmed`: the three lead units have confirmed the revision, this act included; `remarks-given`: a return says why. */
export type ApplicationGuard =
  | 'no-errors'
  | 'reasons-given'
  | 'before-deadline'
  | 'all-leads-confirmed'
  | 'remarks-given';

export type ApplicationWorkflow = Workflow<ApplicationState, ApplicationAction, ApplicationGuard>;
