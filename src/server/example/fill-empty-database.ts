import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import type { Context } from '#server/context.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import { loadWholeExample } from './load-whole-example.ts';

/** What the one who starts an empty installation is told: that it holds the example, or how its three administrators get in. */
export type Beginning = { example: true } | { invitations: readonly { role: Role; link: string }[] };

const administrators: readonly Role[] = ['system-administrator', 'security-administrator', 'audit-administrator'];

/**
 * Fills a database without units: with the example, or with one unit and invitations for its administrators. Else does nothing. Of several
 * processes that start at once on one database, one does it and the others wait.
 */
export async function fillEmptyDatabase(context: Context): Promise<Beginning | undefined> {
  return context.db.asOwner(async (lock) => {
    await sql`select pg_advisory_xact_lock(2023016)`.execute(lock);
    return fill(context);
  });
}

async function fill(context: Context): Promise<Beginning | undefined> {
  const { db, config } = context;
  const unit = await db.asOwner((tx) => tx.selectFrom('unit').select('id').limit(1).executeTakeFirst());
  if (unit) return undefined;
  if (config.example !== 'off') {
    await loadWholeExample(context);
    return { example: true };
  }
  const address = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const invitations = administrators.map((role) => ({ role, token: newToken() }));
  await db.asOwner(async (tx) => {
    const unitId = randomUUID();
    await tx.insertInto('unit').values({ id: unitId, kind: 'ministry', name: '本单位', parent_id: null }).execute();
    await tx
      .insertInto('invitation')
      .values(
        invitations.map(({ role, token }) => ({
          token_hash: hashToken(token),
          unit_id: unitId,
          role,
          expires_at: new Date(Date.now() + 7 * 86_400_000),
        })),
      )
      .execute();
  });
  return { invitations: invitations.map(({ role, token }) => ({ role, link: `${address}/invitations/${token}` })) };
}
