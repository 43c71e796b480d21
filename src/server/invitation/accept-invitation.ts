import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { failedSignIn, isLocked } from '#server/auth/lock-out.ts';
import { isAcceptablePassword } from '#server/auth/password-rules.ts';
import type { Context } from '#server/context.ts';
import type { Schema } from '#server/db/schema.ts';
import { Refusal } from '#server/http/refusal.ts';
import { findInvitation } from './find-invitation.ts';
import { hashToken } from './token.ts';

export type Acceptance = { name: string; email: string; password: string };

/**
 * Makes the invited person's account and gives it the role, once. Who already has an account proves it by its password, and gains the role.
 * Throws `Refusal`: `invitation-closed`, `weak-password`, `email-taken`, or `invalid` where the invitation names another address.
 */
export async function acceptInvitation(
  context: Context,
  token: string,
  { name, email, password }: Acceptance,
): Promise<void> {
  const { db, auth } = context;
  const invitation = await findInvitation(db, token);
  if (invitation.email !== null && invitation.email !== email) throw new Refusal('invalid', { fields: ['email'] });
  const known = await db.accounts.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst();
  if (!known && !isAcceptablePassword(password)) throw new Refusal('weak-password', { fields: ['password'] });
  if (known) await proveIdentity(context, known.id, email, password);
  const hash = known ? '' : await (await auth.$context).password.hash(password);
  await db.accounts.transaction().execute(async (tx) => {
    const personId = known?.id ?? (await createPerson(tx, name, email, hash));
    const { rows } = await sql<{
      unit: string | null;
    }>`select take_invitation(${hashToken(token)}, ${personId}::uuid) as unit`.execute(tx);
    // Somebody else used the link in the same moment: the account made here is undone with the transaction.
    if (rows[0]?.unit == null) throw new Refusal('invitation-closed');
  });
}

async function proveIdentity({ db, auth }: Context, personId: string, email: string, password: string): Promise<void> {
  const account = await db.accounts
    .selectFrom('auth_account')
    .select('password')
    .where('user_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  const locked = await isLocked(db, email);
  const { password: passwords } = await auth.$context;
  const proven = account?.password != null && (await passwords.verify({ hash: account.password, password }));
  if (proven && !locked) return;
  if (!locked) await failedSignIn(db, email);
  throw new Refusal('email-taken', { fields: ['email'], detail: '如果这是您的账号，请填写它的登录密码。' });
}

/** A person with a password; the address counts as verified, since the link was sent to it. */
export async function createPerson(tx: Kysely<Schema>, name: string, email: string, hash: string): Promise<string> {
  const id = randomUUID();
  await tx.insertInto('person').values({ id, name, email, email_verified: true }).execute();
  await tx
    .insertInto('auth_account')
    .values({ account_id: id, provider_id: 'credential', user_id: id, password: hash })
    .execute();
  return id;
}
