import type { Random } from './random.ts';

/** A whole total in `count` uneven parts of at least 1 that add up to it; fewer parts where the total is smaller. */
export function splitTotal(random: Random, total: number, count: number): readonly number[] {
  const length = Math.max(total > 0 ? 1 : 0, Math.min(Math.round(count), total));
  const shares = Array.from({ length }, () => 0.6 + 0.8 * random.next());
  const all = shares.reduce((sum, share) => sum + share, 0);
  const parts = shares.map((share) => 1 + Math.floor(((total - length) * share) / all));
  return spread(parts, total - sumOf(parts));
}

/** An amount with decimals in uneven parts that add up to it exactly, as decimal texts. `places` is how many digits stand after the point. */
export function splitAmount(random: Random, total: number, count: number, places = 2): readonly string[] {
  const unit = 10 ** places;
  return splitTotal(random, Math.round(total * unit), count).map((part) => amountText(part, places));
}

/** Whole units of 10⁻ᵖˡᵃᶜᵉˢ as the shortest decimal text. */
export function amountText(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/**
 * Wholes with their parts, of which Σ part ÷ Σ whole is exactly a rate in per cent with at most two decimals; Σ whole is about `about`, and at least as
 * large as the rate's smallest exact fraction.
 */
export function splitRate(
  random: Random,
  rate: number,
  about: number,
  count: number,
): readonly { part: number; whole: number }[] {
  const hundredths = Math.round(rate * 100);
  const step = 10_000 / greatestDivisor(hundredths, 10_000);
  const total = step * Math.max(1, Math.round(about / step));
  const part = (total * hundredths) / 10_000;
  const wholes = splitTotal(random, total, count);
  const parts = wholes.map((whole) => Math.floor((whole * part) / total));
  const filled = spread(parts, part - sumOf(parts));
  return wholes.map((whole, at) => ({ whole, part: filled[at] ?? 0 }));
}

/** One more for as many of the parts as remain, from the first on. */
function spread(parts: readonly number[], rest: number): readonly number[] {
  return parts.map((part, at) => part + Math.floor(rest / parts.length) + (at < rest % parts.length ? 1 : 0));
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
