import { createHash } from 'node:crypto';
import type { EntryValues } from '#core/ledger/entry.ts';
import { yearsOf } from '#core/ledger/facts.ts';
import type { LedgerKind } from '#core/ledger/kind.ts';
import type { LedgerRow, SheetFinding } from '#documents/xlsx/ledger/ledger-workbook.ts';
import type { Actor } from '#server/access/actor.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { type RecordContext, type RecordOrder, recordEntries } from '#server/ledger/record-entries.ts';
import type { Recorded } from '#server/ledger/report.ts';
import { identityDigest } from '#server/ledger/stored-entry.ts';
import type { RowOutcome } from './import-task.ts';

export type JudgedRow = { row: LedgerRow; outcome: RowOutcome; findings: readonly SheetFinding[] };

export type Judge = {
  /** Remembers rows that are not judged again, so that later rows which say the same are known. */
  remember: (rows: readonly LedgerRow[]) => void;
  /** What becomes of rows of one kind; written unless `dryRun`. In mode `all` nothing is written where one of them is refused. */
  judge: (
    rows: readonly LedgerRow[],
    order: Pick<RecordOrder, 'mode' | 'dryRun' | 'reason' | 'after'>,
  ) => Promise<readonly JudgedRow[]>;
};

type Repetition = { row: number; isSame: boolean };

/** Judges the rows of one file, in their order: each alone, against the rows before it, and against what the ledgers hold. */
export function judgeRows(
  context: RecordContext,
  actor: Actor,
  consortiumId: string,
  { directory, closedYears }: { directory: Directory; closedYears: ReadonlySet<number> },
): Judge {
  /** Where a row stands among those remembered, by what it speaks of; what each says, and its number: few bytes a row of 100,000. */
  const seen = new Map<string, number>();
  const [saidBy, numberOf]: [number[], number[]] = [[], []];

  function repetitionOf({ kind, row, values }: LedgerRow): Repetition | undefined {
    const resolved = withIds(kind, values, directory);
    const side = kind.reporter === undefined ? '' : String(resolved[kind.reporter] ?? '');
    const key = digest([kind.id, identityDigest(kind, resolved), side]).toString('binary');
    const said = digest(Object.entries(resolved).sort(([one], [other]) => (one < other ? -1 : 1))).readUIntBE(0, 6);
    const at = seen.get(key);
    if (at !== undefined) return { row: numberOf[at] ?? row, isSame: saidBy[at] === said };
    seen.set(key, saidBy.push(said) - 1);
    numberOf.push(row);
    return undefined;
  }

  function faultsOf(row: LedgerRow, repetition: Repetition | undefined, reason: string | undefined): SheetFinding[] {
    const faults: SheetFinding[] = row.findings.filter(({ severity }) => severity === 'error');
    if (repetition && !repetition.isSame)
      faults.push(findingOf(row, 'duplicate', 'error', `与第${repetition.row}行是同一件事而内容不一致，请只保留一行`));
    if (reason === undefined && closedYearsOf(row).length > 0)
      faults.push(findingOf(row, 'year-closed', 'error', closedText(row)));
    return faults;
  }

  const closedYearsOf = ({ kind, values }: LedgerRow) =>
    closedYears.size === 0 ? [] : yearsOf(ledgerBook(), kind, values).filter((year) => closedYears.has(year));
  const closedText = (row: LedgerRow) => `涉及已结账的年度（${closedYearsOf(row).join('、')}），写明更正理由后才能导入`;

  return {
    remember: (rows) => {
      for (const row of rows) repetitionOf(row);
    },
    judge: async (rows, { mode, dryRun = false, reason, after }) => {
      const first = rows.map((row) => {
        const repetition = repetitionOf(row);
        // What is closed may prove to be a mere repetition: a dry run finds out, and says what an import would ask for.
        return { row, repetition, faults: faultsOf(row, repetition, dryRun ? '' : reason) };
      });
      const open = first.filter(({ repetition, faults }) => !repetition && faults.length === 0);
      const kind = rows[0]?.kind.id;
      const isStopped = mode === 'all' && first.some(({ faults }) => faults.length > 0);
      const recorded =
        kind === undefined || open.length === 0
          ? []
          : await recordEntries(context, actor, {
              consortiumId,
              kind,
              reports: open.map(({ row }) => ({ values: row.values })),
              mode,
              dryRun: dryRun || isStopped,
              how: 'import',
              reason,
              after,
              writer: { personId: actor.personId, sessionId: null },
            });
      const outcomes = new Map(open.map(({ row }, index) => [row, recorded[index]]));
      return first.map(({ row, faults }): JudgedRow => {
        if (faults.length > 0) return { row, outcome: 'refused', findings: [...faults, ...warningsOf(row)] };
        const found = outcomes.get(row);
        const outcome = outcomeOf(found);
        const closed =
          dryRun && outcome !== 'repeated' && outcome !== 'refused' && closedYearsOf(row).length > 0
            ? [findingOf(row, 'year-closed', 'warning' as const, closedText(row))]
            : [];
        const told = (found?.findings ?? []).map(({ check, severity, field, message }) => ({
          ...findingOf(row, check, severity, message),
          fields: [field],
        }));
        return { row, outcome, findings: [...told, ...closed, ...warningsOf(row)] };
      });
    },
  };
}

/** A row that the file has said before is a repetition. */
function outcomeOf(recorded: Recorded | undefined): RowOutcome {
  if (!recorded) return 'repeated';
  return recorded.outcome === 'stale' ? 'refused' : recorded.outcome;
}

function withIds(kind: LedgerKind, values: EntryValues, directory: Directory): EntryValues {
  const idOf = (text: string) => directory.find(text)?.id ?? text;
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      if (kind.fields[id]?.type !== 'member' || typeof value === 'number') return [id, value];
      return [id, typeof value === 'string' ? idOf(value) : value.map(idOf)];
    }),
  );
}

function findingOf(
  { sheet, row }: LedgerRow,
  check: string,
  severity: SheetFinding['severity'],
  message: string,
): SheetFinding {
  return { check, severity, sheet, row, fields: [], message };
}

const warningsOf = (row: LedgerRow) => row.findings.filter(({ severity }) => severity !== 'error');
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest().subarray(0, 12);
