import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';

/** Five failures in fifteen minutes lock an account's password for as long; the fifth leaves a security event. */
export async function isLocked(db: Database, email: string): Promise<boolean> {
  const { rows } = await sql<{ until: Date | null }>`select locked_until(${email}) as until`.execute(db.accounts);
  return rows[0]?.until != null;
}

export async function failedSignIn(db: Database, email: string): Promise<void> {
  await sql`select record_sign_in_failure(${email})`.execute(db.accounts);
}

export async function signedIn(db: Database, personId: string): Promise<void> {
  await sql`select record_sign_in(${personId}::uuid)`.execute(db.accounts);
}
