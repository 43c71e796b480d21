import { sql } from 'kysely';
import { fillsOf, type LedgerValue, type LedgerValues, type Listing, listingsOf } from '#core/figure/form-figures.ts';
import type { CellValue } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { EntryValues } from '#core/ledger/entry.ts';
import { memberCategories } from '#core/ledger/member-categories.ts';
import type { Pack } from '#core/pack/pack.ts';
import { countWords } from '#core/quantity/count-words.ts';
import type { Tx } from '#server/db/database.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { rosterOn } from '#server/member/roster-on.ts';
import { readFigures } from './read-figures.ts';

/** What the ledgers of a consortium say of each cell of a form. Three queries, whatever the form and the ledgers hold. */
export async function readLedgerValues(
  tx: Tx,
  pack: Pack,
  consortiumId: string,
  directory: Directory,
): Promise<LedgerValues> {
  if (!pack.ledgers) return {};
  return {
    ...(await readFiguresOfForm(tx, pack, consortiumId)),
    ...(await listedTexts(tx, pack, consortiumId, directory)),
    ...(await rosterValues(tx, pack, consortiumId)),
  };
}

/** What the ledgers say of the numbers of a form alone: one query. */
export async function readFiguresOfForm(tx: Tx, pack: Pack, consortiumId: string): Promise<LedgerValues> {
  const fills = fillsOf(pack);
  if (fills.length === 0) return {};
  const figures = await readFigures(tx, consortiumId, { years: [...new Set(fills.map(({ year }) => year))] });
  const byKey = new Map(figures.map((figure) => [`${figure.figure}.${figure.year}`, figure]));
  const values: Record<string, LedgerValue> = {};
  for (const { cell, figure, year, binding } of fills) {
    const found = byKey.get(`${figure}.${year}`);
    if (found?.value === undefined) continue;
    const { confirmed, oneSided, disputed } = found.shares;
    const { amount, base } = found.counted;
    values[cell] = {
      value: Number(found.value),
      figure,
      year,
      ...(base === undefined ? {} : { rate: { amount, base } }),
      confirmed: confirmed.entries,
      oneSided: oneSided.entries,
      disputed: disputed.entries,
      binding,
    };
  }
  return values;
}

const mostListed = 40;

type ListedRow = { kind: string; figure: string; year: number; standing: string; values: EntryValues };

async function listedTexts(tx: Tx, pack: Pack, consortiumId: string, directory: Directory): Promise<LedgerValues> {
  const listings = listingsOf(pack);
  const kinds = [...new Set(listings.map(({ kind }) => kind.id))];
  const { rows } = await sql<ListedRow>`
    select kind, figure, year, standing, values from (
      select e.kind, f->>0 as figure, (f->>1)::integer as year, e.standing, e.values,
        row_number() over (partition by e.kind, f->>0, f->>1 order by e.standing, e.changed_at desc, e.id) as place
      from ledger_entry e cross join jsonb_array_elements(e.facts) f
      where e.consortium_id = ${consortiumId}::uuid and e.kind = any(${kinds}) and e.standing in ('confirmed', 'oneSided')
    ) listed where place <= ${mostListed} order by year desc, place`.execute(tx);
  const texts: Record<string, LedgerValue> = {};
  for (const listing of listings) {
    const actual = pack.ledgers?.actual ?? 0;
    const year = listing.year ?? actual;
    const listed = rows.filter(
      (row) =>
        row.figure === listing.rule.figure && (listing.year === undefined ? row.year <= year : row.year === year),
    );
    if (listed.length === 0) continue;
    const confirmed = listed.filter(({ standing }) => standing === 'confirmed').length;
    const value = textOf(listing, listed, directory);
    texts[listing.cell] = {
      value,
      figure: listing.rule.figure,
      year,
      confirmed,
      oneSided: listed.length - confirmed,
      disputed: 0,
      binding: false,
    };
  }
  return texts;
}

/** Entries in words, as many as the text's limit holds. */
function textOf({ kind, rule, limit }: Listing, rows: readonly ListedRow[], directory: Directory): string {
  let text = '';
  for (const { values } of rows) {
    const entry = (rule.listedAs ?? '').replace(/\{(\w+)\}/g, (_, id: string) => {
      const value = [values[id] ?? ''].flat().map(String);
      return (
        kind.fields[id]?.type === 'member' ? value.map((member) => directory.byId.get(member)?.name ?? '') : value
      ).join('、');
    });
    const longer = text === '' ? entry : `${text}；${entry}`;
    if (countWords(longer) > limit - 1) break;
    text = longer;
  }
  return text === '' ? '' : `${text}。`;
}

/** The roster of members as it stood on 31 December of the last year that the form asks for as it was. */
async function rosterValues(tx: Tx, pack: Pack, consortiumId: string): Promise<LedgerValues> {
  const { ledgers, form } = pack;
  const categories = ledgers ? memberCategories(form, ledgers) : [];
  const roster = Object.entries(form.fields).find(
    ([, field]) => field.kind === 'roster' && field.categories === categories,
  )?.[0];
  if (!ledgers || roster === undefined) return {};
  const stood = await rosterOn(tx, consortiumId, `${ledgers.actual}-12-31`);
  const cells = cellsOf(form);
  const stands = (value: CellValue): LedgerValue => ({
    value,
    year: ledgers.actual,
    confirmed: 0,
    oneSided: 0,
    disputed: 0,
    binding: false,
  });
  return Object.fromEntries(
    categories.flatMap(({ id }): (readonly [string, LedgerValue])[] => {
      const { count, names } = stood[id] ?? { count: 0, names: [] };
      if (count === 0) return [];
      const own = [
        [`${roster}.${id}.count`, stands(count)],
        [`${roster}.${id}.names`, stands(names)],
      ] as const;
      return own.filter(([path]) => cells.has(path));
    }),
  );
}
