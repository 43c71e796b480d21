import { createHash } from 'node:crypto';
import { addSums, figureValue, type Sum } from '#core/figure/roll-up.ts';
import type { Database } from '#server/db/database.ts';
import { figuresOf, type YearFigure } from './read-figures.ts';

type Head = { consortium_id: string; consortium: string; province_id: string; province: string; sequence: number };

/** JSON as it is sent; `etag` is another one whenever the JSON may be. */
type NationText = { json: Buffer; etag: string };

/** The figures of every consortium an actor may read, added up by province and for all of them. */
export type NationFigures = { of: (actor: { personId: string }) => Promise<NationText> };

const keepFor = 60_000;
const keepAtMost = 1000;

type Sums = Map<string, { figure: string; year: number; counted: Sum; confirmed: Sum }>;

/**
 * Remembers each consortium's figures with the count of writes at which they were read, and each province's sum as JSON text: only what was written since
 * is read again, so that the nation costs the same however many entries stand behind it. What a person may read is remembered for a minute, as sessions
 * are, and forgotten at once where roles or units change.
 */
export function rememberFigures(db: Database): NationFigures {
  const consortia = new Map<string, { sequence: number; figures: readonly YearFigure[] }>();
  const groups = new Map<string, { tag: string; sums: Sums; text: string }>();
  const answers = new Map<string, NationText & { writes: number; until: number }>();
  let changes = 0;
  const forget = (personId?: string) => {
    changes += 1;
    if (personId === undefined) answers.clear();
    else answers.delete(personId);
  };
  db.bus.hear('lianheti_person', forget);
  db.bus.hear('lianheti_unit', () => forget());
  db.bus.onLost(forget);

  async function refresh(heads: readonly Head[]): Promise<void> {
    const changed = heads.filter(({ consortium_id, sequence }) => consortia.get(consortium_id)?.sequence !== sequence);
    if (changed.length === 0) return;
    const rows = await db.asOwner((tx) =>
      tx
        .selectFrom('ledger_figure')
        .innerJoin('ledger_head', 'ledger_head.consortium_id', 'ledger_figure.consortium_id')
        .select(['ledger_figure.consortium_id', 'figure', 'year', 'standing', 'amount', 'base', 'entries', 'sequence'])
        .where(
          'ledger_figure.consortium_id',
          'in',
          changed.map(({ consortium_id }) => consortium_id),
        )
        .where('entries', '>', 0)
        .execute(),
    );
    const read = Map.groupBy(rows, (row) => row.consortium_id);
    for (const { consortium_id, sequence } of changed) {
      const own = read.get(consortium_id) ?? [];
      consortia.set(consortium_id, { sequence: own[0]?.sequence ?? sequence, figures: figuresOf(own) });
    }
  }

  function group(key: string, heads: readonly Head[], parts: () => Iterable<Sums>, head: object) {
    const tag = heads.map(({ consortium_id, sequence }) => `${consortium_id}${sequence}`).join();
    const known = groups.get(key);
    if (known?.tag === tag) return known;
    const sums = addAll(parts());
    const made = { tag, sums, text: JSON.stringify({ ...head, consortia: heads.length, figures: viewSums(sums) }) };
    // As many scopes as there are provinces and officers' units; a bound against the unforeseen.
    if (groups.size > 1000) groups.clear();
    groups.set(key, made);
    return made;
  }

  async function read(personId: string): Promise<NationText> {
    const { rows } = await db.app.query<Head>({
      name: 'figure-heads',
      text: 'select * from figure_heads($1)',
      values: [personId],
    });
    await refresh(rows);
    const provinces = [...Map.groupBy(rows, ({ province_id }) => province_id).entries()].map(([id, heads]) =>
      group(
        id + heads.length,
        heads,
        () => heads.map((head) => sumsOf(consortia.get(head.consortium_id)?.figures ?? [])),
        {
          id,
          name: heads[0]?.province ?? '',
        },
      ),
    );
    const scope = [...new Set(rows.map(({ province_id }) => province_id))].join();
    const all = group(`all ${scope} ${rows.length}`, rows, () => provinces.map(({ sums }) => sums), {});
    const text = `{"total":${all.text},"provinces":[${provinces.map((province) => province.text).join(',')}]}`;
    return { json: Buffer.from(text), etag: `"${createHash('sha256').update(all.tag).digest('base64url')}"` };
  }

  return {
    of: async ({ personId }) => {
      const { rows } = await db.app.query<{ writes: number }>({
        name: 'ledger-writes',
        text: 'select ledger_writes() as writes',
      });
      const writes = rows[0]?.writes ?? 0;
      const known = answers.get(personId);
      if (known?.writes === writes && known.until > Date.now()) return known;
      const before = changes;
      const answer = { ...(await read(personId)), writes, until: Date.now() + keepFor };
      if (answers.size >= keepAtMost) answers.clear();
      if (changes === before) answers.set(personId, answer);
      return answer;
    },
  };
}

function sumsOf(figures: readonly YearFigure[]): Sums {
  return new Map(
    figures.map(({ figure, year, counted, shares }) => [
      `${figure}.${year}`,
      { figure, year, counted, confirmed: shares.confirmed },
    ]),
  );
}

function addAll(parts: Iterable<Sums>): Sums {
  const all: Sums = new Map();
  for (const part of parts) {
    for (const [key, one] of part) {
      const before = all.get(key);
      all.set(
        key,
        before
          ? {
              ...one,
              counted: addSums(before.counted, one.counted),
              confirmed: addSums(before.confirmed, one.confirmed),
            }
          : one,
      );
    }
  }
  return all;
}

/** `{figure: {year: [value, amount, base, entries, confirmed entries]}}`: short, since a nation has thousands. */
function viewSums(sums: Sums): Record<string, Record<number, readonly unknown[]>> {
  const view: Record<string, Record<number, readonly unknown[]>> = {};
  for (const { figure, year, counted, confirmed } of sums.values()) {
    const years = view[figure] ?? {};
    view[figure] = years;
    years[year] = [
      figureValue(counted) ?? null,
      counted.amount,
      counted.base ?? null,
      counted.entries,
      confirmed.entries,
    ];
  }
  return view;
}
