import type { EntryValue, EntryValues } from '#core/ledger/entry.ts';
import { kindOf } from '#core/ledger/kind.ts';
import { readValues } from '#core/ledger/read-value.ts';
import { correctEntry } from '#core/verification/correct-entry.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { withMemberIds } from '#server/ledger/report.ts';

type Reported = { kind: string; values: EntryValues };

/** What a sampled entry should say, by field, from what was typed. Throws `Refusal('invalid')` where that differs in nothing or is no entry of its kind. */
export function readCorrection(
  { catalogues }: Pick<Context, 'catalogues'>,
  directory: Directory,
  { kind: kindId, values }: Reported,
  typed: Readonly<Record<string, unknown>>,
): EntryValues {
  const book = ledgerBook();
  const kind = kindOf(book, kindId);
  const unknown = Object.keys(typed).filter((id) => !Object.hasOwn(kind.fields, id));
  if (unknown.length > 0) throw new Refusal('invalid', { fields: unknown });
  const read = withMemberIds({ kind, directory }, readValues(kind, typed));
  const blank = Object.keys(typed).filter((id) => read[id] === undefined && values[id] !== undefined);
  if (blank.length > 0)
    throw new Refusal('invalid', {
      fields: blank,
      detail: `${blank.map((id) => `“${kind.fields[id]?.label}”`).join('、')}没有填写更正后的内容。`,
    });
  const { corrected, errors } = correctEntry(book, kind, values, read, {
    categoryOf: (id) => directory.byId.get(id)?.category,
    isListed: catalogues.isListed,
    isIsbn: catalogues.isIsbn,
  });
  if (errors.length > 0)
    throw new Refusal('invalid', {
      fields: errors.map(({ field }) => field),
      detail: `${errors.map(({ message }) => message).join('；')}。`,
    });
  if (Object.keys(corrected).length === 0)
    throw new Refusal('invalid', { fields: ['corrected'], detail: '更正须写明更正后的内容，且与填报的不同。' });
  return corrected;
}

/** The fields of a sampled entry that say anything, as reported and as corrected, in its kind's order; members by name. */
export function fieldsOf(
  { kind, values, corrected }: Reported & { corrected: EntryValues | null },
  { byId }: Directory,
): { id: string; label: string; reported: string; corrected: string | null }[] {
  const text = (value: EntryValue) =>
    [value]
      .flat()
      .map((one) => byId.get(String(one))?.name ?? String(one))
      .join('、');
  return Object.entries(kindOf(ledgerBook(), kind).fields).flatMap(([id, { label }]) => {
    const [reported, should] = [values[id], corrected?.[id]];
    if (reported === undefined && should === undefined) return [];
    return [
      {
        id,
        label,
        reported: reported === undefined ? '' : text(reported),
        corrected: should === undefined ? null : text(should),
      },
    ];
  });
}
