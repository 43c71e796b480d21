import type { Finding } from '#core/check/finding.ts';
import { runChecks } from '#core/check/run-checks.ts';
import { compareLedger, type LedgerValues } from '#core/figure/form-figures.ts';
import type { Answers } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';

export type FormSummary = {
  /** In the order of the form. */
  findings: readonly Finding[];
  answered: number;
  total: number;
  byCell: ReadonlyMap<string, readonly Finding[]>;
};

/** Findings and progress of the answers. A cell whose findings are those of `before` keeps their list, so that it is not drawn again. */
export function summarise(pack: Pack, answers: Answers, ledger: LedgerValues = {}, before?: FormSummary): FormSummary {
  const cells = cellsOf(pack.form);
  const findings = inFormOrder(pack, [...runChecks(pack, answers), ...compareLedger(pack, answers, ledger)]);
  const missing = new Set(findings.filter(({ check }) => check === 'required').flatMap(({ cells: paths }) => paths));
  return { findings, byCell: byCell(findings, before), total: cells.size, answered: cells.size - missing.size };
}

/** Findings as one meets them on the way through the form; those of no field last. */
export function inFormOrder({ form }: Pack, findings: readonly Finding[]): readonly Finding[] {
  const fields = form.parts.flatMap(({ groups }) => groups.flatMap((group) => group.fields));
  const place = new Map(fields.map((id, at) => [id, at]));
  const placeOf = (finding: Finding) => place.get(finding.fields[0] ?? '') ?? place.size;
  return [...findings].sort((a, b) => placeOf(a) - placeOf(b));
}

function byCell(findings: readonly Finding[], before?: FormSummary): ReadonlyMap<string, readonly Finding[]> {
  const lists = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const path of finding.cells) lists.set(path, [...(lists.get(path) ?? []), finding]);
  }
  return new Map([...lists].map(([path, list]) => [path, keptList(before?.byCell.get(path), list)]));
}

function keptList(known: readonly Finding[] | undefined, list: readonly Finding[]): readonly Finding[] {
  const isSame =
    known?.length === list.length &&
    known.every((finding, at) => finding.check === list[at]?.check && finding.message === list[at]?.message);
  return known && isSame ? known : list;
}
