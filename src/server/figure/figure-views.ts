import { z } from 'zod';
import type { Figure, Sum } from '#core/figure/roll-up.ts';
import type { LedgerKind } from '#core/ledger/kind.ts';

/** `base` is null where the figure is no rate. */
export const SumView = z.object({ amount: z.string(), base: z.string().nullable(), entries: z.int() });
export const Shares = z.object({ confirmed: SumView, oneSided: SumView, disputed: SumView });

/** A ledger and its fields in their order, for whoever shows its entries. */
export const KindView = z.object({
  id: z.string(),
  label: z.string(),
  fields: z.array(z.object({ id: z.string(), label: z.string() })),
});

export function viewKind({ id, label, fields }: LedgerKind) {
  return { id, label, fields: Object.entries(fields).map(([field, { label }]) => ({ id: field, label })) };
}

export function viewSum({ amount, base, entries }: Sum) {
  return { amount, base: base ?? null, entries };
}

export function viewShares({ confirmed, oneSided, disputed }: Figure['shares']) {
  return { confirmed: viewSum(confirmed), oneSided: viewSum(oneSided), disputed: viewSum(disputed) };
}
