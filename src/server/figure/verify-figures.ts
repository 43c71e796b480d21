import type pg from 'pg';
import { addSums, type Sum } from '#core/figure/roll-up.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { EntryValues } from '#core/ledger/entry.ts';
import { type FactRange, factsOfRanges } from '#core/ledger/facts.ts';
import { type Installation, visitDatabase } from '#server/db/visit-database.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { entryOf, type StoredVoice, spokenVoices } from '#server/ledger/stored-entry.ts';

/** `place` names the entry or the figure: consortium, kind or figure, id or year. */
export type FigureFault = { place: string; fault: string };
export type FigureReport = { entries: number; figures: number; faults: readonly FigureFault[] };

const pageOf = 5000;

/** Recomputes every entry from its voices and every figure from its entries, and names each difference. Reads one moment of the database. */
export function verifyFigures(config: Installation): Promise<FigureReport> {
  return visitDatabase(config, verifyAll);
}

type EntryLine = {
  consortium_id: string;
  id: string;
  kind: string;
  identity: string;
  values: EntryValues;
  standing: string;
  voices: readonly StoredVoice[];
  facts: readonly FactRange[];
};

type FigureLine = {
  consortium_id: string;
  figure: string;
  year: number;
  standing: string;
  amount: string;
  base: string | null;
  entries: number;
};

/** The same over a client that reads past row-level security. */
export async function verifyAll(client: pg.Client): Promise<FigureReport> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const faults: FigureFault[] = [];
    const sums = new Map<string, Sum>();
    const categories = await readCategories(client);
    let entries = 0;
    for await (const line of entryLines(client)) {
      entries += 1;
      const fault = faultOf(line, (id) => categories.get(id));
      if (fault) faults.push({ place: `${line.consortium_id} ${line.kind} ${line.id}`, fault });
      for (const { figure, year, amount, base } of factsOfRanges(line.facts)) {
        const key = [line.consortium_id, figure, year, line.standing].join(' ');
        const sum: Sum = { amount, base, entries: 1 };
        const before = sums.get(key);
        sums.set(key, before ? addSums(before, sum) : sum);
      }
    }
    const figures = sums.size;
    faults.push(...(await figureFaults(client, sums)));
    return { entries, figures, faults };
  } finally {
    await client.query('rollback');
  }
}

async function readCategories(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; category: string }>('select id, category from member');
  return new Map(rows.map(({ id, category }) => [id, category]));
}

async function* entryLines(client: pg.Client): AsyncGenerator<EntryLine> {
  let after = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const { rows } = await client.query<EntryLine>(
      `select consortium_id, id, kind, encode(identity, 'hex') as identity, values, standing, voices, facts from ledger_entry
       where (consortium_id, id) > ($1::uuid, $2::uuid) order by consortium_id, id limit ${pageOf}`,
      after,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageOf) return;
    after = [last.consortium_id, last.id];
  }
}

function faultOf(line: EntryLine, categoryOf: (id: string) => string | undefined): string | undefined {
  const book = ledgerBook();
  const kind = book.kinds.find(({ id }) => id === line.kind);
  if (!kind) return '没有这一类台账';
  const right = entryOf(book, kind, spokenVoicesOf(line), line.values, { categoryOf });
  if (right.standing !== line.standing) return `状态为${line.standing}，应为${right.standing}`;
  if (right.identity !== line.identity) return '身份摘要与内容不符';
  if (canonicalJson(right.values) !== canonicalJson(line.values)) return '内容与各方填报不符';
  if (canonicalJson(right.facts) !== canonicalJson(line.facts)) return '计入的数据与重新计算的不符';
  return undefined;
}

const spokenVoicesOf = ({ voices, values }: EntryLine) => spokenVoices(voices, values);

async function figureFaults(client: pg.Client, sums: Map<string, Sum>): Promise<readonly FigureFault[]> {
  const { rows } = await client.query<FigureLine>(
    'select consortium_id, figure, year, standing, trim_scale(amount)::text as amount, trim_scale(base)::text as base, entries from ledger_figure',
  );
  const faults = rows.flatMap((row): FigureFault[] => {
    const place = [row.consortium_id, row.figure, row.year, row.standing].join(' ');
    const right = sums.get(place) ?? { amount: '0', base: undefined, entries: 0 };
    sums.delete(place);
    const isRight =
      row.amount === right.amount && (row.base ?? '0') === (right.base ?? '0') && row.entries === right.entries;
    return isRight ? [] : [{ place, fault: `库中为${printed(row)}，应为${printed(right)}` }];
  });
  return [...faults, ...[...sums].map(([place, right]) => ({ place, fault: `库中没有，应为${printed(right)}` }))];
}

function printed({
  amount,
  base,
  entries,
}: {
  amount: string;
  base?: string | null | undefined;
  entries: number;
}): string {
  return `${amount}${base === undefined || base === null ? '' : `／${base}`}（${entries}条）`;
}
