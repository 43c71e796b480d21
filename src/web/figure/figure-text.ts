/** A decimal text with separators of thousands, as offices read it: `12,300.5`. */
export function numberText(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

type SumView = { amount: string; base: string | null; entries: number };

/** A rate with its numerator and denominator, any other figure by itself. */
export function figureText(value: string | null, counted: SumView, unit: string): string {
  if (value === null) return '—';
  if (counted.base === null) return `${numberText(value)}${unit}`;
  return `${value}${unit}（${numberText(counted.amount)}/${numberText(counted.base)}）`;
}
