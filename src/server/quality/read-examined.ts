import { type RawBuilder, sql } from 'kysely';
import { fillsOf } from '#core/figure/form-figures.ts';
import { figureValue } from '#core/figure/roll-up.ts';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import type {
  AwaitedEntries,
  ExaminedConsortium,
  ExaminedFigure,
  ExaminedText,
  ExpectedFigure,
} from '#core/quality/examined.ts';
import { currentPack } from '#packs/packs.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Tx } from '#server/db/database.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { secretariatId } from '#server/ledger/stored-entry.ts';
import type { Packs } from '#server/pack/packs.ts';
import { readReturnedFigures } from './read-returned-figures.ts';
import { readReturnedTexts } from './read-returned-texts.ts';

type Span = { first: number; last: number };
type Of = { consortium: string };

/**
 * All that is looked at of consortia, or of the one named: seven queries, however many they are and whatever stands in their ledgers. Without one, only
 * those with figures or a form; of the one named, what its returns say while they are still being typed, too.
 */
export async function readExamined(
  tx: Tx,
  packs: Packs,
  years: readonly number[],
  only?: string,
): Promise<readonly ExaminedConsortium[]> {
  const span = { first: years[0] ?? 0, last: years.at(-1) ?? 0 };
  const of = (column: string) => (only === undefined ? sql`true` : sql`${sql.ref(column)} = ${only}::uuid`);
  const sizes = await readSizes(tx, of('u.id'));
  const figures = await readFigures(tx, span, of);
  const awaited = await readAwaited(tx, span, of('e.consortium_id'));
  const forms = await readForms(tx, packs, of('a.consortium_id'));
  const { monitoring } = currentPack;
  const frozen = monitoring && (await readReturnedFigures(tx, monitoring, of('g.consortium_id')));
  const returned = monitoring && (await readReturnedTexts(tx, monitoring, of('t.consortium_id'), only !== undefined));
  return sizes
    .map(({ consortium, members }): ExaminedConsortium => {
      const form = forms.get(consortium);
      return {
        id: consortium,
        members,
        industries: form?.industries ?? '',
        figures: figures.get(consortium) ?? [],
        awaited: awaited.get(consortium) ?? [],
        texts: [...(form?.texts ?? []), ...(returned?.get(consortium) ?? [])],
        expected: newest(form?.expected ?? [], frozen?.get(consortium) ?? []),
      };
    })
    .filter(({ id, figures, texts }) => id === only || figures.length > 0 || texts.length > 0);
}

async function readSizes(tx: Tx, of: RawBuilder<unknown>) {
  const { rows } = await sql<Of & { members: number }>`
    select u.id as consortium, count(m.id)::integer as members
    from unit u left join member m on m.consortium_id = u.id and m.left_on is null
    where u.kind = 'consortium' and ${of} group by u.id`.execute(tx);
  return rows;
}

type FigureRow = Of & {
  figure: string;
  year: number;
  amount: string;
  base: string | null;
  entries: number;
  confirmed: number;
};
type EvidencedRow = Of & { figure: string; year: number; entries: number };

/** The counted sums, with the shares that both sides confirmed and that have evidence. */
async function readFigures(
  tx: Tx,
  { first, last }: Span,
  of: (column: string) => RawBuilder<unknown>,
): Promise<ReadonlyMap<string, readonly ExaminedFigure[]>> {
  const { rows } = await sql<FigureRow>`
    select consortium_id as consortium, figure, year, trim_scale(sum(amount))::text as amount, trim_scale(sum(base))::text as base,
      sum(entries)::integer as entries, coalesce(sum(entries) filter (where standing = 'confirmed'), 0)::integer as confirmed
    from ledger_figure
    where standing in ('confirmed', 'oneSided') and year between ${first} and ${last} and entries > 0 and ${of('consortium_id')}
    group by consortium_id, figure, year`.execute(tx);
  const evidenced = await sql<EvidencedRow>`
    select e.consortium_id as consortium, f->>0 as figure, y as year, count(*)::integer as entries
    from ledger_entry e cross join jsonb_array_elements(e.facts) f
      cross join generate_series(greatest((f->>1)::integer, ${first}::integer), least((f->>2)::integer, ${last}::integer)) y
    where e.standing in ('confirmed', 'oneSided') and ${of('e.consortium_id')} and (e.consortium_id, e.id) in (
      select l.consortium_id, l.entry_id from evidence_link l
      join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
      where l.entry_id is not null and ${of('l.consortium_id')})
    group by 1, 2, 3`.execute(tx);
  const withEvidence = new Map(
    evidenced.rows.map((row) => [`${row.consortium} ${row.figure} ${row.year}`, row.entries]),
  );
  return groupsOf(rows, (row): ExaminedFigure[] => {
    const { consortium, figure, year, amount, base, entries, confirmed } = row;
    const value = figureValue({ amount, base: base ?? undefined, entries });
    if (value === undefined) return [];
    const proven = withEvidence.get(`${consortium} ${figure} ${year}`) ?? 0;
    return [
      {
        figure,
        year,
        value: Number(value),
        entries,
        confirmed: confirmed / entries,
        evidenced: Math.min(1, proven / entries),
      },
    ];
  });
}

/** Entries that wait for the other side's word, by the member who has not given it. */
async function readAwaited(
  tx: Tx,
  { first, last }: Span,
  of: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, readonly AwaitedEntries[]>> {
  const { rows } = await sql<Of & AwaitedEntries>`
    select e.consortium_id as consortium, m as member, y as year, count(distinct e.id)::integer as entries,
      array_agg(distinct f->>0 order by f->>0) as figures
    from ledger_entry e cross join unnest(e.awaited) m cross join jsonb_array_elements(e.facts) f
      cross join generate_series(greatest((f->>1)::integer, ${first}::integer), least((f->>2)::integer, ${last}::integer)) y
    where e.standing = 'oneSided' and m <> ${secretariatId}::uuid and ${of}
    group by 1, 2, 3 order by 1, 3, 4 desc, 2`.execute(tx);
  return groupsOf(rows, ({ consortium, ...awaited }) => [awaited]);
}

type FormRow = Of & { answers: unknown; pack_digest: string; taken_at: Date };
type FormSaid = Pick<ExaminedConsortium, 'industries' | 'texts' | 'expected'>;

/** What the latest revision of each application says: texts of its year, and figures that the ledgers have to give. */
async function readForms(tx: Tx, packs: Packs, of: RawBuilder<unknown>): Promise<ReadonlyMap<string, FormSaid>> {
  const { rows } = await sql<FormRow>`
    select a.consortium_id as consortium, r.answers, r.pack_digest, r.taken_at
    from application a join revision r on r.consortium_id = a.consortium_id and r.application_id = a.id and r.number = a.latest_revision
    where ${of} order by r.taken_at`.execute(tx);
  const said = new Map<string, FormSaid>();
  for (const { consortium, answers, pack_digest, taken_at } of rows) {
    const { pack } = await packs.byDigest(pack_digest);
    const form = saidIn(pack, recordOf(answers), yearInChina(taken_at.getTime()));
    const before = said.get(consortium);
    // A later application's texts stand beside those of an earlier one; its figures and industries in their place.
    said.set(consortium, before ? { ...form, texts: [...before.texts, ...form.texts] } : form);
  }
  return said;
}

function saidIn(pack: Pack, answers: Readonly<Record<string, unknown>>, year: number): FormSaid {
  const industries = pack.names.industries === undefined ? undefined : valueAt(answers, pack.names.industries);
  const texts = [...cellsOf(pack.form).values()].flatMap((cell): ExaminedText[] => {
    const text = cell.type.kind === 'text' && cell.type.lines === 'many' ? valueAt(answers, cell.path) : undefined;
    if (typeof text !== 'string' || text === '') return [];
    return [{ year: cell.year ?? year, cell: cell.path, label: cell.label, text }];
  });
  const expected = fillsOf(pack).flatMap(({ cell, figure, year, binding }) => {
    const value = binding ? valueAt(answers, cell) : undefined;
    return typeof value === 'number' ? [{ figure, year, value, by: '推荐书' }] : [];
  });
  return { industries: typeof industries === 'string' ? industries : '', texts, expected };
}

/** What a return says of a figure of a year is newer than what the form said of it. */
function newest(form: readonly ExpectedFigure[], returned: readonly ExpectedFigure[]): readonly ExpectedFigure[] {
  const later = new Set(returned.map(({ figure, year }) => `${figure}.${year}`));
  return [...form.filter(({ figure, year }) => !later.has(`${figure}.${year}`)), ...returned];
}

function groupsOf<Row extends Of, One>(
  rows: readonly Row[],
  view: (row: Row) => readonly One[],
): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const row of rows) {
    const known = groups.get(row.consortium);
    if (known) known.push(...view(row));
    else groups.set(row.consortium, [...view(row)]);
  }
  return groups;
}
