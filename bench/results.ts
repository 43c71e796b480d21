import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { BenchRow } from './bench-row.ts';

const file = new URL('RESULTS.md', import.meta.url);

const head = [
  '# Speed',
  '',
  'Written by `npm run bench`: a table a bench, each replaced when its bench runs again (`npm run bench ledgers` runs one). Medians, ours and the',
  "peer's alternating in the same run.",
  '',
].join('\n');

/** Puts the rows of a bench in the place of those of its last run; the other tables stay. `order` is that of the tables. */
export function keepResults(name: string, rows: readonly BenchRow[], order: readonly string[]): void {
  const tables = readTables();
  tables.set(name, tableOf(name, rows));
  const known = order.flatMap((each) => tables.get(each) ?? []);
  writeFileSync(file, [head, ...known].join('\n'));
}

/** The tables of the file by the name in their heading. */
function readTables(): Map<string, string> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const parts = text.split(/^(?=## )/m).slice(1);
  return new Map(parts.map((part) => [/^## (\S+)/.exec(part)?.[1] ?? '', `${part.trimEnd()}\n`]));
}

function tableOf(name: string, rows: readonly BenchRow[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  return [
    `## ${name}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${machine}`,
    '',
    '| what | ours | peer | ours : peer | at least | met |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.what} | ${row.ours} | ${row.peer} | ${row.ratio} | ${row.atLeast} | ${row.met ? 'yes' : '**no**'} |`,
    ),
    '',
  ].join('\n');
}
