import { z } from 'zod';
import type { Figure, Sum } from '#core/figure/roll-up.ts';

/** `base` is null where the figure is no rate. */
export const SumView = z.object({ amount: z.string(), base: z.string().nullable(), entries: z.int() });
export const Shares = z.object({ confirmed: SumView, oneSided: SumView, disputed: SumView });

export function viewSum({ amount, base, entries }: Sum) {
  return { amount, base: base ?? null, entries };
}

export function viewShares({ confirmed, oneSided, disputed }: Figure['shares']) {
  return { confirmed: viewSum(confirmed), oneSided: viewSum(oneSided), disputed: viewSum(disputed) };
}
