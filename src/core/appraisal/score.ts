import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import type { Indicator, Step } from './scheme.ts';

/**
 * The points that a measured value gives, exact to 0.01 (half up), between 0 and the weight; a higher value never gives fewer. `null`: there was
 * nothing to measure. Throws `RangeError` for an indicator that somebody scores by hand.
 */
export function pointsFor({ weight, rule, absent }: Indicator, value: string | null): string {
  if (value === null) return absent === 'full' ? weight : '0';
  const measured = decimalOf(value);
  const most = decimalOf(weight);
  switch (rule.kind) {
    case 'goal': {
      const goal = decimalOf(rule.goal);
      return decimalText(partOf(most, clamped(measured, goal), goal));
    }
    case 'steps':
      return decimalText(partOf(most, decimalOf(reachedStep(rule.steps, measured)?.share ?? '0'), hundred));
    case 'reached':
      return measured >= decimalOf(rule.from) ? weight : '0';
    case 'hand':
      throw new RangeError('an indicator that is scored by hand has no measured value');
  }
}

/** The highest step that a value reaches. */
export function reachedStep(steps: readonly Step[], measured: bigint): Step | undefined {
  return steps.findLast(({ from }) => measured >= decimalOf(from));
}

/** The total of a subject's points: their exact sum, whatever their order. */
export function totalOf(points: readonly string[]): string {
  return decimalText(points.reduce((sum, each) => sum + decimalOf(each), 0n));
}

/** `part` of `whole` as a percentage, half up to 0.01; null where the whole is nothing. */
export function percentageOf(part: string, whole: string): string | null {
  const all = decimalOf(whole);
  return all === 0n ? null : decimalText(partOf(hundred, decimalOf(part), all));
}

const hundred = 100_000_000n;
const hundredth = 10_000n;

const clamped = (value: bigint, most: bigint) => (value < 0n ? 0n : value > most ? most : value);

/** `most × part ÷ whole`, half up to 0.01. */
function partOf(most: bigint, part: bigint, whole: bigint): bigint {
  const divisor = whole * hundredth;
  return ((2n * most * part + divisor) / (2n * divisor)) * hundredth;
}
