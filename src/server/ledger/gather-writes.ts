import type { Database } from '#server/db/database.ts';
import type { Missed, SignedRow, WriteOrder } from './write-entries.ts';

/** One row that stands for itself. */
export type Lone = Pick<WriteOrder, 'consortiumId' | 'how'> & { row: SignedRow };

type Trips = {
  alone: (db: Database, lone: Lone) => Promise<readonly Missed[]>;
  together: (db: Database, lone: readonly Lone[]) => Promise<readonly (Missed | { id: string; outcome: 'busy' })[]>;
};
type Waiting = { lone: Lone; resolve: (missed: readonly Missed[]) => void; reject: (error: unknown) => void };

/** Single rows that wait while others are written, by database. */
const lanes = new WeakMap<Database, Waiting[]>();

const mostAtOnce = 200;

/**
 * Single rows that come while others are on their way go together in the next trip, whatever consortium they are of, and share its commit: a
 * trip costs far more than a row. Each is answered only once it is committed. Whose consortium another holds goes alone, and alone waits.
 */
export async function gathered(db: Database, lone: Lone, trips: Trips): Promise<readonly Missed[]> {
  const waiting = lanes.get(db);
  if (waiting) return new Promise((resolve, reject) => waiting.push({ lone, resolve, reject }));
  lanes.set(db, []);
  return new Promise((resolve, reject) => {
    void goOn(db, [{ lone, resolve, reject }], trips);
  });
}

async function goOn(db: Database, first: readonly Waiting[], trips: Trips): Promise<void> {
  for (let next = first; next.length > 0; next = takeTogether(lanes.get(db) ?? [])) await together(db, next, trips);
  lanes.delete(db);
}

/** The next rows that can go together: of one entry only one, since each is based on the one before. */
function takeTogether(waiting: Waiting[]): readonly Waiting[] {
  const ids = new Set<string>();
  const end = waiting.findIndex(({ lone: { row } }) => {
    const isTaken = ids.has(row.id);
    ids.add(row.id);
    return isTaken;
  });
  return waiting.splice(0, Math.min(end < 0 ? waiting.length : end, mostAtOnce));
}

async function together(db: Database, all: readonly Waiting[], trips: Trips): Promise<void> {
  const alone = ({ lone, resolve, reject }: Waiting) => trips.alone(db, lone).then(resolve, reject);
  try {
    const missed = await trips.together(
      db,
      all.map(({ lone }) => lone),
    );
    const outcomes = new Map(missed.map((each) => [each.id, each]));
    for (const each of all) {
      const found = outcomes.get(each.lone.row.id);
      // Nobody else waits for it.
      if (found?.outcome === 'busy') void alone(each);
      else each.resolve(found === undefined ? [] : [found]);
    }
  } catch {
    // One of them cannot be written at all, and took the others with it: each by itself.
    for (const each of all) void alone(each);
  }
}
