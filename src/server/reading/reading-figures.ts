import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import type { LedgerValues } from '#core/figure/form-figures.ts';
import { valueAt } from '#core/form/answers.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import { figureCells } from '#core/verification/verdict.ts';
import type { Verified } from '#server/verification/read-verified.ts';

/** A figure of the form with its years beside each other: what was submitted, what the province found, what the ledgers hold. */
export function figuresOfReading(pack: Pack, { answers, verdicts }: Verified, ledger: LedgerValues) {
  const supported = pointsOfFigures(pack);
  const groups = Map.groupBy(figureCells(pack.form), (cell) => (cell.year === undefined ? cell.path : cell.field));
  return [...groups].flatMap(([id, cells]) => {
    const years = cells.flatMap((cell) => yearOf(cell, answers, verdicts, ledger));
    const [first] = cells;
    if (!first || years.length === 0) return [];
    return [
      {
        id,
        label: first.year === undefined ? first.label : (pack.form.fields[first.field]?.label ?? first.label),
        unit: first.type.kind === 'number' ? first.type.unit : '',
        points: [...new Set(cells.flatMap(({ path }) => supported.get(ledger[path]?.figure ?? id) ?? []))],
        years,
      },
    ];
  });
}

function yearOf(
  { path, year }: Cell,
  answers: Verified['answers'],
  verdicts: Verified['verdicts'],
  ledger: LedgerValues,
) {
  const submitted = valueAt(answers, path);
  const kept = ledger[path]?.value;
  const verdict = verdicts.get(path);
  if (typeof submitted !== 'number' && typeof kept !== 'number') return [];
  return [
    {
      year: year ?? null,
      submitted: typeof submitted === 'number' ? submitted : null,
      ledger: typeof kept === 'number' ? kept : null,
      verdict: verdict ? { verdict: verdict.verdict, value: verdict.value ?? null, reason: verdict.reason } : null,
    },
  ];
}

/** Observation points that a figure's ledger supports, by figure. */
function pointsOfFigures({ form, ledgers }: Pack): ReadonlyMap<string, readonly string[]> {
  return new Map(ledgers ? figureDefinitions(form, ledgers).map(({ id, kind }) => [id, kind.supports]) : []);
}

/** What is told in words, in the form's order: texts and names, as submitted. */
export function textsOfReading({ form }: Pack, { answers }: Verified) {
  return [...cellsOf(form).values()].flatMap(({ path, label, type }) => {
    const value = valueAt(answers, path);
    const text = Array.isArray(value) ? value.join('、') : typeof value === 'string' ? value : '';
    return text === '' ? [] : [{ cell: path, label, text, isLong: type.kind === 'text' && type.lines === 'many' }];
  });
}
