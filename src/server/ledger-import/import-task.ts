import type { Actor } from '#server/access/actor.ts';
import type { Database } from '#server/db/database.ts';
import type { Outcome } from '#server/ledger/report.ts';

/** What a file may hold: entries of ledgers, or positions and cohorts. */
export const importBooks = ['ledger', 'talent'] as const;
export type ImportBook = (typeof importBooks)[number];

/** A file to be checked, or taken after it was. */
export type ImportTask = {
  consortiumId: string;
  book: ImportBook;
  /** The uploaded file on the disk, its name, and the kind where its header alone would not tell. */
  path: string;
  fileName: string;
  kind: string | undefined;
} & (
  | { type: 'check'; reportPath: string }
  | { type: 'apply'; mode: 'all' | 'good'; reason: string | undefined; from: number; counts: Counts | undefined }
);

/** What became of the rows of a file. No row is `stale`: none names a version. */
export type RowOutcome = Exclude<Outcome, 'stale'>;
export type Counts = Readonly<Record<RowOutcome, number>>;

export const noCounts: Counts = { added: 0, confirmed: 0, joined: 0, disputed: 0, changed: 0, repeated: 0, refused: 0 };

export type ToldFinding = { check: string; severity: string; fields: readonly string[]; message: string };
export type ToldRow = {
  kind: string;
  sheet: string;
  row: number;
  outcome: RowOutcome;
  findings: readonly ToldFinding[];
};

/** What a thread begins with. */
export type ImportStart = { settings: Database['settings']; secret: string; actor: Actor; task: ImportTask };
