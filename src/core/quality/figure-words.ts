import { numberText } from '#core/figure/figure-text.ts';
import { plainDigits } from '#core/quantity/decimal.ts';
import type { Examination } from './examined.ts';

const mostNamed = 6;

/** `“中国特色学徒制培养”`. */
export function nameOf({ names }: Examination, figure: string): string {
  return `“${names.get(figure)?.label ?? figure}”`;
}

/** `12,300人`. */
export function valueText({ names }: Examination, figure: string, value: number): string {
  return `${numberText(plainDigits(Number(value.toFixed(4))))}${names.get(figure)?.unit ?? ''}`;
}

/** The first few by name, and how many there are. */
export function namesText(examination: Examination, figures: readonly string[]): string {
  const named = figures
    .slice(0, mostNamed)
    .map((figure) => nameOf(examination, figure))
    .join('、');
  return figures.length > mostNamed ? `${named}等${figures.length}项` : named;
}

/** A value with two significant digits: enough to compare with, too little to recognise anyone by. */
export function roughly(value: number): number {
  return Number(value.toPrecision(2));
}

/** `35％` of 0.349. */
export function shareText(share: number): string {
  return `${Math.floor(share * 100)}％`;
}
