import type { Database } from '#server/db/database.ts';
import type { Missed, SignedRow, WriteOrder } from './write-entries.ts';

type Order = WriteOrder & { rows: readonly SignedRow[] };
type Call = (db: Database, order: Order) => Promise<readonly Missed[]>;
type Waiting = { order: Order; resolve: (missed: readonly Missed[]) => void; reject: (error: unknown) => void };

/** Single rows that wait while others of their consortium are written: by database, then by consortium and way of writing. */
const lanes = new WeakMap<Database, Map<string, Waiting[]>>();

const mostAtOnce = 200;

/**
 * Writes of one consortium wait for each other in the database anyway, since its figures and its audit chain are one; so single rows
 * that come while another is on its way go together in the next trip and share its commit. Each is answered only once it is committed.
 */
export async function gathered(db: Database, order: Order, call: Call): Promise<readonly Missed[]> {
  if (order.rows.length !== 1 || order.reason !== undefined) return call(db, order);
  const key = `${order.consortiumId} ${order.how}`;
  const waiting = lanesOf(db).get(key);
  if (waiting) return new Promise((resolve, reject) => waiting.push({ order, resolve, reject }));
  lanesOf(db).set(key, []);
  try {
    return await call(db, order);
  } finally {
    void goOn(db, key, call);
  }
}

async function goOn(db: Database, key: string, call: Call): Promise<void> {
  for (;;) {
    const next = takeTogether(lanesOf(db).get(key) ?? []);
    if (next.length === 0) break;
    await together(db, next, call);
  }
  lanesOf(db).delete(key);
}

/** The next rows that can go together: of one entry only one, since each is based on the one before. */
function takeTogether(waiting: Waiting[]): readonly Waiting[] {
  const ids = new Set<string>();
  const end = waiting.findIndex(({ order }) => {
    const id = order.rows[0]?.id ?? '';
    const isTaken = ids.has(id);
    ids.add(id);
    return isTaken;
  });
  return waiting.splice(0, Math.min(end < 0 ? waiting.length : end, mostAtOnce));
}

async function together(db: Database, all: readonly Waiting[], call: Call): Promise<void> {
  const [first] = all;
  if (!first) return;
  try {
    const missed = await call(db, { ...first.order, all: false, rows: all.flatMap(({ order }) => order.rows) });
    for (const { order, resolve } of all) resolve(missed.filter(({ id }) => order.rows[0]?.id === id));
  } catch {
    // One of them cannot be written at all, and took the others with it: each by itself.
    await Promise.all(all.map(({ order, resolve, reject }) => call(db, order).then(resolve, reject)));
  }
}

function lanesOf(db: Database): Map<string, Waiting[]> {
  const known = lanes.get(db);
  if (known) return known;
  const made = new Map<string, Waiting[]>();
  lanes.set(db, made);
  return made;
}
