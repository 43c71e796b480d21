import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';

/** `12,345.60` of an amount in yuan. */
export function yuan(amount: string): string {
  return groupedYuan(fenOf(amount));
}

export function percentText(percent: string | null): string {
  return percent === null ? '—' : `${percent}％`;
}

/** A sum of amounts in yuan. */
export function sumYuan(amounts: readonly string[]): string {
  return groupedYuan(amounts.reduce((sum, amount) => sum + fenOf(amount), 0n));
}

/** What an amount is typed as. */
export const amountInput = {
  inputMode: 'decimal',
  pattern: '\\d{1,10}(\\.\\d{1,2})?',
  title: '金额，最多两位小数',
} as const;
