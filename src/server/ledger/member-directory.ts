import { sql } from 'kysely';
import { plain } from '#core/ledger/entry.ts';
import type { Database } from '#server/db/database.ts';

export type Member = { id: string; name: string; category: string };

/** The members of a consortium, as entries name them. */
export type Directory = {
  byId: ReadonlyMap<string, Member>;
  /** The member whose id, name, former name or credit code this is. */
  find: (text: string) => Member | undefined;
};

export type Directories = { of: (consortiumId: string) => Promise<Directory> };

const keepFor = 30_000;

/**
 * Remembers who the members of a consortium are; a change is told by the bus and forgets it. It holds no permission: whoever asks has been
 * let in before, and `write_entries` looks each member up again.
 */
export function rememberMembers(db: Database): Directories {
  const kept = new Map<string, { directory: Promise<Directory>; until: number }>();
  db.bus.hear('lianheti_member', (consortiumId) => kept.delete(consortiumId));
  db.bus.onLost(() => kept.clear());
  return {
    of: (consortiumId) => {
      const known = kept.get(consortiumId);
      if (known && known.until > Date.now()) return known.directory;
      const directory = readDirectory(db, consortiumId);
      kept.set(consortiumId, { directory, until: Date.now() + keepFor });
      directory.catch(() => kept.delete(consortiumId));
      return directory;
    },
  };
}

async function readDirectory(db: Database, consortiumId: string): Promise<Directory> {
  const { rows } = await db.asOwner((tx) =>
    sql<Member & { names: string[]; credit_code: string | null }>`
      select id, name, category, credit_code, other_names as names from member where consortium_id = ${consortiumId}::uuid`.execute(
      tx,
    ),
  );
  const byId = new Map(rows.map(({ id, name, category }) => [id, { id, name, category }]));
  const byText = new Map<string, Member>();
  for (const { id, names } of rows) for (const name of names) remember(id, name);
  for (const { id, name, credit_code } of rows) {
    remember(id, name);
    if (credit_code) remember(id, credit_code);
  }
  function remember(id: string, text: string): void {
    const member = byId.get(id);
    if (member) byText.set(plain(text), member);
  }
  return { byId, find: (text) => byId.get(text) ?? byText.get(plain(text)) };
}
