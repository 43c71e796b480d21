import type { Workflow } from '#core/workflow/workflow.ts';

/** States of a return that the program itself knows; a pack says how one leads to the next. */
export const returnStates = ['draft', 'sent', 'returned', 'approved', 'handed', 'final'] as const;
export type ReturnState = (typeof returnStates)[number];

/** `approve` is the province's, `hand` hands what it approved to the ministry, `accept` is the ministry's own approval. */
export type ReturnAction = 'edit' | 'send' | 'approve' | 'return' | 'unlock' | 'hand' | 'accept';

/** `no-errors`: nothing missing, nothing over its limit; `reasons-given`: every gap is explained; `before-closing`: the server's clock, within
 * what the level has; `remarks-given`: a return or an unlocking says why; `plan-judged`: where a kind judges a plan, whether it was fulfilled;
 * `asked-by-ministry`: what a province asks of its own consortia ends with the province. */
export type ReturnGuard =
  | 'no-errors'
  | 'reasons-given'
  | 'before-closing'
  | 'remarks-given'
  | 'plan-judged'
  | 'asked-by-ministry';

export type ReturnWorkflow = Workflow<ReturnState, ReturnAction, ReturnGuard>;
