import { checkEntry, type EntryContext, type EntryFinding } from '#core/ledger/check-entry.ts';
import { comparable, type EntryValues } from '#core/ledger/entry.ts';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';

/** What of a sampled entry the province corrects, by field; and what keeps that from being an entry of its kind. */
export type EntryCorrection = { corrected: EntryValues; errors: readonly EntryFinding[] };

/**
 * Judges corrected values beside the reported ones, by the rules of every entry: only fields that differ are kept. A fault that the entry had as
 * it was reported, in a field that is left as it is, is no fault of the correction.
 */
export function correctEntry(
  book: LedgerBook,
  kind: LedgerKind,
  reported: EntryValues,
  values: EntryValues,
  context: EntryContext = {},
): EntryCorrection {
  const corrected = Object.fromEntries(
    Object.entries(values).filter(
      ([id, value]) => comparable(kind.fields[id], value) !== comparable(kind.fields[id], reported[id]),
    ),
  );
  const had = new Set(errorsOf(reported).map(keyOf));
  const errors = errorsOf({ ...reported, ...corrected }).filter(
    (finding) => finding.field in corrected || !had.has(keyOf(finding)),
  );
  return { corrected, errors };

  function errorsOf(of: EntryValues): readonly EntryFinding[] {
    return checkEntry(book, kind, of, context).filter(({ severity }) => severity === 'error');
  }
}

const keyOf = ({ check, field }: EntryFinding) => `${check} ${field}`;
