import type { Database } from '#server/db/database.ts';

export type Objection = { consortium: string | null; text: string; name: string; contact: string };
type Taken = { outcome: 'taken'; id: string } | { outcome: 'not-found' } | { outcome: 'closed' };

/** Takes an objection from anybody; the same once more is the one taken. `not-found` also where the list does not name the consortium. */
export async function takeObjection(db: Database, publicationId: string, objection: Objection): Promise<Taken> {
  const { consortium, text, name, contact } = objection;
  const { rows } = await db.app.query<Taken>('select * from take_objection($1, $2, $3, $4, $5)', [
    publicationId,
    consortium,
    text,
    name,
    contact,
  ]);
  const [taken] = rows;
  if (!taken) throw new Error('take_objection answers one row');
  return taken;
}
