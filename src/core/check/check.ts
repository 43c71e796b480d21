import type { FormNames } from '#core/form/field.ts';
import type { Severity } from './finding.ts';

type Rule = {
  id: string;
  severity: Severity;
  /** The clause of the notice, or the reason, that the check stands on. */
  because: string;
};

/** A check as data. Its kind names the engine's rule; its other members say which fields it looks at. */
export type Check<N extends FormNames = FormNames> = Rule &
  (
    | { kind: 'required' | 'type' | 'text-limit' | 'deadline' }
    /** `total` = Σ `parts`, exact to `tolerance` (a decimal string such as `0.01`; exactly if absent). */
    | { kind: 'sum'; total: N['path']; parts: readonly N['path'][]; tolerance?: string }
    /** As many distinct names as `count` says. */
    | { kind: 'names-count'; names: N['names']; count: N['path'] }
    /** Each category's names are distinct and no more than its count. */
    | { kind: 'roster-names'; roster: N['roster'] }
    /** Each category has as many names as its count. */
    | { kind: 'roster-names-missing'; roster: N['roster'] }
    /** Where a category with the further number has a count, that number is above zero. */
    | { kind: 'roster-extra'; roster: N['roster'] }
    /** At least one in each of the categories. */
    | { kind: 'roster-at-least-one'; roster: N['roster']; categories: readonly string[] }
    /** Each text stands among the roster's names. */
    | { kind: 'named-in-roster'; fields: readonly N['text'][]; roster: N['roster'] }
    | { kind: 'confirmed'; field: N['confirmation'] }
    /** Σ `cells` ≤ the category's count. */
    | { kind: 'at-most-count'; cells: readonly N['path'][]; roster: N['roster']; category: string }
    /** No number of `year` stands below that of `base`; over all number fields asked for both, but those in `except`. */
    | { kind: 'not-below'; year: number; base: number; except?: readonly N['number'][] }
  );
