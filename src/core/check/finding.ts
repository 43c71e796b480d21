export type Severity = 'error' | 'warning';

/** A fault in the data, told to the person who can mend it. */
export type Finding = {
  /** Stable id of the check, such as `staff-sum`. */
  check: string;
  severity: Severity;
  /** Ids of the fields at fault: the keys of an answers file. */
  fields: readonly string[];
  /** The exact cells to jump to (`operatingFunds.2023`), where the fault can be placed so finely. */
  cells: readonly string[];
  /** Chinese: what is wrong, what was found, what would be right. */
  message: string;
};

/** Names a finding for its written reason: the check and the fields it speaks of. */
export function findingKey(finding: Finding): string {
  return `${finding.check}:${finding.cells.length > 0 ? finding.cells.join(',') : finding.fields.join(',')}`;
}
