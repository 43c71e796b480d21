import { createHmac } from 'node:crypto';
import { checkEntry, type EntryFinding } from '#core/ledger/check-entry.ts';
import type { EntryValues } from '#core/ledger/entry.ts';
import { readValues } from '#core/ledger/read-value.ts';
import type { Desk } from './record-entries.ts';
import { sideOf } from './speaker.ts';
import { identityDigest } from './stored-entry.ts';

/** What one side says of one event. With `id` and `version` it changes what the side said of that entry. */
export type Report = {
  values: Readonly<Record<string, unknown>>;
  side?: string | undefined;
  id?: string | undefined;
  version?: number | undefined;
  /** A person's identity number: kept as a keyed hash only, to find the same person reported by two members. */
  identityNumber?: string | undefined;
};

/**
 * What became of a report. `added`: a new entry; `confirmed`, `joined` or `disputed`: a further voice for one that was there — all sides agree, some are
 * still awaited, or they differ; `changed`: the side had said something else; `repeated`: it had said just that; `refused`: see the findings;
 * `stale`: changed by another meanwhile.
 */
export type Outcome = 'added' | 'confirmed' | 'joined' | 'disputed' | 'changed' | 'repeated' | 'refused' | 'stale';

export type ReportFinding = Omit<EntryFinding, 'check'> & {
  check: EntryFinding['check'] | 'side' | 'duplicate' | 'identity';
};

export type Recorded = { outcome: Outcome; id: string | null; version: number; findings: readonly ReportFinding[] };

/** A report in the terms of its kind: members by id, the side that speaks, and what is wrong with it. */
export type ReadReport = {
  values: EntryValues;
  identity: string;
  side: string;
  id: string | undefined;
  version: number | undefined;
  personKey: string | null;
  findings: readonly ReportFinding[];
};

export function readReport(desk: Desk, report: Report): ReadReport {
  const { book, kind, directory } = desk;
  const values = withMemberIds(desk, readValues(kind, report.values));
  const findings: ReportFinding[] = [
    ...checkEntry(book, kind, values, {
      categoryOf: (id) => directory.byId.get(id)?.category,
      isListed: desk.context.catalogues.isListed,
      isIsbn: desk.context.catalogues.isIsbn,
    }),
  ];
  const side = sideOf(kind, values, desk.speaker, directory, report.side);
  if (side === undefined && !findings.some(({ severity }) => severity === 'error'))
    findings.push({
      check: 'side',
      severity: 'error',
      field: kind.reporter ?? kind.identity[0] ?? '',
      message: '您的单位不是这条记录的任何一方，不能填报',
    });
  return {
    values,
    identity: identityDigest(kind, values),
    side: side ?? '',
    id: report.id,
    version: report.version,
    personKey: report.identityNumber ? personKey(desk.context.config.secret, report.identityNumber) : null,
    findings,
  };
}

/** Names, former names and credit codes of members as their ids; what is no member stays as typed, for `checkEntry` to tell. */
export function withMemberIds({ kind, directory }: Pick<Desk, 'kind' | 'directory'>, values: EntryValues): EntryValues {
  const idOf = (text: string) => directory.find(text)?.id ?? text;
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      if (kind.fields[id]?.type !== 'member' || typeof value === 'number') return [id, value];
      return [id, typeof value === 'string' ? idOf(value) : [...new Set(value.map(idOf))]];
    }),
  );
}

/** The same person has the same key wherever in the installation it is reported, and nobody can turn a key back into a number. */
function personKey(secret: string, identityNumber: string): string {
  const plain = identityNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return createHmac('sha256', secret).update(`person\n${plain}`).digest('base64url').slice(0, 32);
}
