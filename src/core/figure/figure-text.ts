/** A decimal text with separators of thousands, as offices read it: `12,300.5`. */
export function numberText(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

type SumText = { amount: string; base?: string | null | undefined };

/** A rate with its numerator and denominator, any other figure by itself: `95.33%（286/300）`, `12,300人`, `—` where there is none. */
export function figureText(value: string | null | undefined, counted: SumText, unit: string): string {
  const base = counted.base ?? undefined;
  const parts = base === undefined ? '' : `（${numberText(counted.amount)}/${numberText(base)}）`;
  if (value === null || value === undefined) return `—${parts}`;
  return `${numberText(value)}${unit}${parts}`;
}
