import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { isRole, isUnitKind } from '#server/access/is-role.ts';
import type { Database } from '#server/db/database.ts';

const prefix = 'lht_';

/** A new token's text, shown once, and what is kept of it. */
export function newApiToken(): { text: string; hash: string } {
  const text = prefix + randomBytes(32).toString('base64url');
  return { text, hash: hashOf(text) };
}

/** True of an Authorization header that carries one of our tokens rather than a session. */
export function isToken(authorization: string | undefined): boolean {
  return authorization !== undefined && textOf(authorization).startsWith(prefix);
}

type TokenRow = {
  id: string;
  person_id: string;
  person_name: string;
  email: string;
  unit_id: string;
  unit_name: string;
  unit_kind: string;
  scopes: string[];
  roles: string[];
};

/** Who asks by a token: its person with the roles at the token's unit alone. None where it is unknown, expired or revoked. */
export async function actorOfToken(db: Database, authorization: string): Promise<Actor | undefined> {
  const hash = hashOf(textOf(authorization));
  const { rows } = await sql<TokenRow>`select * from use_token(${hash})`.execute(db.accounts);
  const [row] = rows;
  if (!row) return undefined;
  const { unit_id: id, unit_name: name, unit_kind: kind } = row;
  if (!isUnitKind(kind)) return undefined;
  return {
    personId: row.person_id,
    sessionId: row.id,
    name: row.person_name,
    email: row.email,
    // Whoever made it had passed the second factor where the role asks for one.
    twoFactorEnabled: true,
    roles: row.roles.filter(isRole).map((role) => ({ role, unit: { id, name, kind } })),
    token: { unitId: id, scopes: row.scopes },
  };
}

const textOf = (authorization: string) => authorization.replace(/^bearer\s+/i, '');
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
