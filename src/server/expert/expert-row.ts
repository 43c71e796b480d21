import { sql } from 'kysely';
import { z } from 'zod';
import { type ExpertValues, usualLoad } from '#core/expert/expert.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';

const spoken = (most: number) => z.string().trim().max(most).default('');
const items = z.array(text(200)).max(50).default([]);

/** What an office says of an expert. */
export const ExpertBody = z.object({
  name: text(100),
  email: z.email().max(200).toLowerCase(),
  province: spoken(200),
  employer: spoken(200),
  fields: items,
  past: items,
  load: z.int().min(0).max(1000).default(usualLoad),
});

const columns = ['id', 'name', 'email', 'province', 'employer', 'fields', 'past', 'load', 'version'] as const;

/** Experts that the actor may see, as the directory holds them. */
export function selectExperts(tx: Tx) {
  return tx.selectFrom('expert').select(columns);
}

/** Everyone in an office's directory, those retired included, by name. */
export async function readDirectory(tx: Tx, unitId: string) {
  const rows = await selectExperts(tx)
    .select(['retired', 'person_id'])
    .where('unit_id', '=', unitId)
    .orderBy('name')
    .orderBy('email')
    .execute();
  return rows.map(({ person_id, ...row }) => ({ ...row, hasAccount: person_id !== null }));
}

/** Throws `Refusal('not-found')` where the actor does not keep the unit's directory. */
export async function mustKeepDirectory(tx: Tx, unitId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select has_right('review-batch', ${unitId}::uuid) as may`.execute(tx);
  if (!rows[0]?.may) throw new Refusal('not-found');
}

/** Values as columns of the table. */
export function columnsOf({ fields, past, ...values }: ExpertValues) {
  return { ...values, fields: [...fields], past: [...past] };
}
