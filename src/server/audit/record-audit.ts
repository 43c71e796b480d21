import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';

/** Adds an event to a consortium's stream. Who acted is the transaction's actor. Facts name things, never persons' data. */
export async function recordAudit(
  tx: Tx,
  consortiumId: string,
  action: string,
  subject: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`select audit_append(${consortiumId}::uuid, ${consortiumId}::uuid, ${action}, ${subject}, ${JSON.stringify(facts)}::jsonb)`.execute(
    tx,
  );
}

/** Adds an event to the system's stream, filed under the unit it concerns. */
export async function recordSystemAudit(
  tx: Tx,
  unitId: string,
  action: string,
  subject: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`select audit_append('00000000-0000-0000-0000-000000000000', ${unitId}::uuid, ${action}, ${subject}, ${JSON.stringify(facts)}::jsonb)`.execute(
    tx,
  );
}
