import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '#server/access/actor.ts';
import type { Database } from '#server/db/database.ts';
import type { Auth } from './auth.ts';
import { rolesOf } from './roles-of.ts';
import { actorOfToken, isToken } from './token-actor.ts';

/** Turns a request's cookie or bearer token into who asks. */
export type Sessions = { actorOf: (headers: IncomingHttpHeaders) => Promise<Actor | undefined> };

const keepFor = 60_000;
const keepAtMost = 50_000;

type Kept = { actor: Actor; until: number };

/**
 * Looks sessions up and remembers them for a minute. A session that ends, and roles that change, are forgotten at once: PostgreSQL
 * tells it (triggers on `auth_session` and `role_assignment`).
 */
export function rememberSessions(db: Database, auth: Auth): Sessions {
  const kept = new Map<string, Kept>();
  let forgottenAt = 0;
  const forget = (gone: (actor: Actor) => boolean) => {
    forgottenAt += 1;
    for (const [key, { actor }] of kept) if (gone(actor)) kept.delete(key);
  };
  db.bus.hear('lianheti_session', (sessionId) => forget((actor) => actor.sessionId === sessionId));
  db.bus.hear('lianheti_person', (personId) => forget((actor) => actor.personId === personId));
  db.bus.onLost(() => forget(() => true));

  return {
    actorOf: async (headers) => {
      const key = credentialOf(headers);
      if (key === undefined) return undefined;
      // Not remembered: a token that is revoked is refused from that moment, whatever the server.
      if (isToken(key)) return actorOfToken(db, key);
      const known = kept.get(key);
      if (known && known.until > Date.now()) return known.actor;
      const before = forgottenAt;
      const actor = await lookUp(db, auth, headers);
      kept.delete(key);
      // Something ended while this one was looked up: it may have been this one, so it is not remembered.
      if (actor && forgottenAt === before) {
        if (kept.size >= keepAtMost) kept.clear();
        kept.set(key, { actor, until: Date.now() + keepFor });
      }
      return actor;
    },
  };
}

function credentialOf({ authorization, cookie }: IncomingHttpHeaders): string | undefined {
  if (authorization?.toLowerCase().startsWith('bearer ')) return authorization;
  return cookie?.split(/;\s*/).find((pair) => /^(__Secure-)?lianheti\.session_token=/.test(pair));
}

async function lookUp(
  db: Database,
  auth: Auth,
  { authorization, cookie }: IncomingHttpHeaders,
): Promise<Actor | undefined> {
  const headers = new Headers();
  if (authorization) headers.set('authorization', authorization);
  if (cookie) headers.set('cookie', cookie);
  const found = await auth.api.getSession({ headers });
  if (!found) return undefined;
  const { user, session } = found;
  return {
    personId: user.id,
    sessionId: session.id,
    name: user.name,
    email: user.email,
    twoFactorEnabled: user.twoFactorEnabled === true,
    roles: await rolesOf(db, user.id),
  };
}
