import type { FormNames } from '#core/form/field.ts';

/** One point of the formal review: what the notice asks for, and how a program can tell whether it is there. */
export type FormalItem<N extends FormNames = FormNames> = {
  /** Stable: marks refer to it. */
  id: string;
  title: string;
  /** The clause, as docs/acceptance.md numbers them, and its words. */
  clause: string;
  words: string;
} & (
  | /** The pack's checks of these ids find nothing, in the form as submitted or as the province verified it. */ {
      kind: 'checks';
      of: 'submitted' | 'verified';
      checks: readonly string[];
    }
  /** Each lead unit has confirmed the revision. */
  | { kind: 'leads-confirmed' }
  /** Submitted and recommended before the batch closed for it. */
  | { kind: 'in-time' }
  | { kind: 'within-quota' }
  /** Each figure and each sampled entry has the province's verdict. */
  | { kind: 'verified' }
  /** The province says why it recommends. */
  | { kind: 'opinion' }
  /** Supporting materials are there. */
  | { kind: 'materials' }
  /** A person judges; these answers are shown beside it. */
  | { kind: 'manual'; cells: readonly N['path'][] }
);
