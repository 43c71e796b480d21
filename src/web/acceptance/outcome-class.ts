import type { OutcomeId } from './acceptance-queries.ts';

/** How an outcome is coloured; its label always stands beside. */
export function outcomeClass(outcome: OutcomeId): string {
  return { pass: 'good', rectify: 'warning', fail: 'error' }[outcome];
}
