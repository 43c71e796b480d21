import type { LedgerField } from '#core/ledger/kind.ts';
import type { MemberName } from './ledger-queries.ts';

/** What a field offers to choose from, where it does; anything else may still be typed and is then told as a fault. */
export function optionsOf(
  field: LedgerField | undefined,
  members: readonly MemberName[],
): readonly string[] | undefined {
  if (field?.type === 'choice') return field.options;
  if (field?.type === 'member') return members.map(({ name }) => name);
  return undefined;
}
