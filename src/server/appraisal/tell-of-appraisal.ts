import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import type { AppraisalKey } from './appraisal-row.ts';

/** Notices to whoever is appraised (`subject`; one of them where it is named) or to roles in the consortium, the actor left out. */
export async function tellOfAppraisal(
  tx: Tx,
  { consortiumId, appraisalId }: AppraisalKey,
  {
    to,
    subjectId = null,
    text,
  }: { to: readonly ('subject' | 'secretariat' | 'park-authority')[]; subjectId?: string | null; text: string },
): Promise<void> {
  await sql`select tell_of_appraisal(${consortiumId}::uuid, ${appraisalId}::uuid, ${subjectId}::uuid, ${[...to]}::text[], ${text.slice(0, 1000)})`.execute(
    tx,
  );
}
