import { readFile } from 'node:fs/promises';
import type { LedgerRow, LedgerWorkbook } from '#documents/xlsx/ledger/ledger-workbook.ts';
import { readLedgerWorkbook } from '#documents/xlsx/ledger/read-ledger-workbook.ts';
import { currentTalentBook } from '#server/exchange/current-talent-book.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { categories } from '#server/member/member-row.ts';
import type { ImportTask } from './import-task.ts';

export type LedgerFile = {
  bytes: Uint8Array;
  workbook: LedgerWorkbook;
  chunks: () => AsyncGenerator<readonly LedgerRow[], void>;
};

const rowsAtOnce = 500;

/** The rows of a file in chunks of one kind, 500 at most: what is written, or not, together. Throws `UnreadableFile`. */
export async function openLedgerFile(task: ImportTask, directory: Directory): Promise<LedgerFile> {
  const bytes = await readFile(task.path);
  const workbook = await readLedgerWorkbook(bytes, task.book === 'talent' ? currentTalentBook() : ledgerBook(), {
    categories,
    fileName: task.fileName,
    memberNames: [...directory.byId.values()].map(({ name }) => name),
    ...(task.kind === undefined ? {} : { kind: task.kind }),
  });
  return {
    bytes,
    workbook,
    chunks: async function* () {
      let held: LedgerRow[] = [];
      for await (const rows of workbook.rows()) {
        for (const row of rows) {
          const isFull = held.length >= rowsAtOnce;
          const isOther = held[0] !== undefined && (held[0].kind !== row.kind || held[0].sheet !== row.sheet);
          if (isFull || isOther) {
            yield held;
            held = [];
          }
          held.push(row);
        }
      }
      if (held.length > 0) yield held;
    },
  };
}
