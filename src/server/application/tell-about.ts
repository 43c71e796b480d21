import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import type { Tx } from '#server/db/database.ts';
import type { ApplicationRow } from './application-row.ts';

export type Told = {
  /** Everyone with one of these roles over the consortium: in it, in its province or in the nation. */
  roles?: readonly Role[];
  /** Those of these people who visit it. */
  people?: readonly string[];
  text: string;
  link: string;
};

/** Puts a notice about an application before people, the actor left out. Only who works on the application may. */
export async function tellAbout(
  tx: Tx,
  { consortium_id, id }: Pick<ApplicationRow, 'consortium_id' | 'id'>,
  { roles = [], people = [], text, link }: Told,
): Promise<void> {
  await sql`select tell_about(${consortium_id}, ${id}, ${[...roles]}, ${[...people]}::uuid[], ${text.slice(0, 1000)}, ${link})`.execute(
    tx,
  );
}
