import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { examinationOf } from '#core/quality/examination-of.ts';
import type { Examination } from '#core/quality/examined.ts';
import { seededRandom } from '#core/quantity/seeded-random.ts';
import { currentPack } from '#packs/packs.ts';
import { readConfig } from '#server/config.ts';
import { type Context, createContext } from '#server/context.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { runQuality } from '#server/quality/run-quality.ts';
import { type BenchRow, median, timed } from './bench-row.ts';
import { makeConsortia } from './ledger/fill-ledgers.ts';

const count = Number(process.env.QUALITY_CONSORTIA ?? 150);
const rounds = 3;
const most = 10;
/** The peer is as slow for one consortium as for another: so many are measured, and taken for all. */
const sample = 5;

/** A run over the nation, from reading to the findings kept; beside it the rules that SQL can say, one consortium at a time, keeping nothing. */
export async function benchQuality(): Promise<readonly BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const config = await readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const { db, close } = await openDatabase(config);
  try {
    const context = await createContext(config, db);
    const examination = examinationOf(currentPack, yearInChina(Date.now()), 4);
    const { consortia, officer } = await makeConsortia(db, count);
    const ids = consortia.map(({ id }) => id);
    await fill(context, ids, examination);
    const run = await runner(context, officer, dataDir);
    const [ours, peer]: [number[], number[]] = [[], []];
    let found = 0;
    for (let round = 0; round < rounds; round++) {
      ours.push(await timed(async () => (found = Number((await run()).found))));
      peer.push(((await timed(() => oneByOne(context, ids.slice(0, sample), examination))) * count) / sample);
    }
    const [seconds, theirs] = [median(ours) / 1000, median(peer) / 1000];
    return [
      {
        what: `data quality of the nation: ${count} consortia × ${examination.years.length} years, figures and texts, ${found} findings kept`,
        ours: `${seconds.toFixed(2)} s`,
        peer: `four of the rules in SQL, a consortium at a time, nothing kept: ${theirs.toFixed(1)} s (from ${sample} of them)`,
        ratio: `${(theirs / seconds).toFixed(1)} ×`,
        atLeast: `${most} s`,
        met: seconds <= most && found >= Math.floor(count / 10),
      },
    ];
  } finally {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Every figure of every year, each consortium of its own size, one in ten with a figure out of line; and two long texts of returns a year. */
async function fill({ db }: Context, ids: readonly string[], { names, years }: Examination): Promise<void> {
  const next = seededRandom('data quality');
  const word = () => String.fromCharCode(...Array.from({ length: 2 }, () => 0x4e00 + Math.floor(next() * 6000)));
  const rows = ids.flatMap((consortium_id, at) => {
    const size = 0.5 + next();
    return [...names].flatMap(([figure, { isRate }], place) =>
      years.map((year) => ({
        consortium_id,
        figure,
        year,
        standing: 'confirmed',
        amount: isRate
          ? Math.round(700 + next() * 200)
          : Math.round(size * (900 + place * 70) * (0.8 + next() * 0.4) * (at % 10 === 9 && place === 5 ? 60 : 1)),
        base: isRate ? 1000 : null,
        entries: 40,
      })),
    );
  });
  await db.asOwner(async (tx) => {
    await sql`insert into ledger_figure (consortium_id, figure, year, standing, amount, base, entries)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(consortium_id uuid, figure text, year smallint, standing text, amount numeric, base numeric, entries integer)`.execute(
      tx,
    );
    const pack = await tx
      .selectFrom('pack')
      .select('digest')
      .where('pack_id', '=', currentPack.id)
      .executeTakeFirstOrThrow();
    const ministry = await tx.selectFrom('unit').select('id').where('kind', '=', 'ministry').executeTakeFirstOrThrow();
    const person = await tx.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow();
    for (const year of years) {
      const made = { unit_id: ministry.id, kind: 'self-evaluation', year, title: '自评报告', opens_at: new Date() };
      const { id } = await tx
        .insertInto('collection')
        .values({ ...made, pack_digest: pack.digest, created_by: person.id })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const consortium_id of ids) {
        const text = () => Array.from({ length: 700 }, word).join('');
        const content = JSON.stringify({ texts: { progress: text(), results: text() }, reasons: {}, figures: [] });
        const key = { consortium_id, collection_id: id };
        await tx
          .insertInto('collection_return')
          .values({ ...key, state: 'sent', revision: 1 })
          .execute();
        await tx
          .insertInto('collection_revision')
          .values({ ...key, number: 1, content, digest: '0'.repeat(64), sent_by: person.id })
          .execute();
      }
    }
  });
}

/** The job of the ministry's officer as a server does it. */
async function runner(context: Context, token: string, folder: string) {
  const { unitId, personId } = await context.db.asOwner(async (tx) => {
    const unit = await tx.selectFrom('unit').select('id').where('kind', '=', 'ministry').executeTakeFirstOrThrow();
    const session = await tx
      .selectFrom('auth_session')
      .select('user_id')
      .where('token', '=', token)
      .executeTakeFirstOrThrow();
    return { unitId: unit.id, personId: session.user_id };
  });
  const work = runQuality(context);
  const { signal } = new AbortController();
  return () =>
    work({
      id: crypto.randomUUID(),
      consortiumId: unitId,
      personId,
      parameters: { unitId },
      folder: join(folder, 'jobs'),
      done: 0,
      kept: undefined,
      signal,
      report: async () => {},
    });
}

/** Unlike peers, unlike own years, jumps and figures in common, each asked for every consortium by itself. */
async function oneByOne({ db }: Context, ids: readonly string[], { years }: Examination): Promise<void> {
  const wanted = sql`f.year between ${years[0]} and ${years.at(-1)} and f.amount > 0 and f.base is null`;
  await db.asOwner(async (tx) => {
    for (const id of ids) {
      await sql`
        with middle as (
          select f.figure, f.year, percentile_cont(0.5) within group (order by ln(f.amount)) as middle from ledger_figure f where ${wanted} group by 1, 2
        ), spread as (
          select f.figure, f.year, m.middle, percentile_cont(0.5) within group (order by abs(ln(f.amount) - m.middle)) as spread
          from ledger_figure f join middle m using (figure, year) where ${wanted} group by 1, 2, 3
        )
        select f.figure, f.year from ledger_figure f join spread s using (figure, year)
        where ${wanted} and f.consortium_id = ${id}::uuid and abs(ln(f.amount) - s.middle) > 5 * greatest(1.4826 * s.spread, 0.25)`.execute(
        tx,
      );
      await sql`
        select f.figure, f.year from ledger_figure f
        join ledger_figure o on o.consortium_id = f.consortium_id and o.figure = f.figure and o.year <> f.year
        where ${wanted} and f.consortium_id = ${id}::uuid and o.amount > 0 group by f.figure, f.year, f.amount
        having abs(ln(f.amount) - percentile_cont(0.5) within group (order by ln(o.amount))) > 1.25`.execute(tx);
      await sql`
        select f.figure, f.year from ledger_figure f
        join ledger_figure o on o.consortium_id = f.consortium_id and o.figure = f.figure and o.year = f.year - 1
        where ${wanted} and f.consortium_id = ${id}::uuid and (f.amount > 4 * o.amount or o.amount > 4 * f.amount)`.execute(
        tx,
      );
      await sql`
        select o.consortium_id, f.year, count(*) from ledger_figure f
        join ledger_figure o on o.figure = f.figure and o.year = f.year and o.amount = f.amount and o.consortium_id <> f.consortium_id
        where ${wanted} and f.consortium_id = ${id}::uuid group by 1, 2 having count(*) >= 4`.execute(tx);
    }
  });
}
