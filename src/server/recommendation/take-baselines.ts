import { digestAnswers } from '#documents/print/digest-answers.ts';
import type { Actor } from '#server/access/actor.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readVerified } from '#server/verification/read-verified.ts';

/** Keeps what each application reported and what of it was verified, from the moment of its recommendation on: the baseline of its monitoring. */
export async function takeBaselines(
  { packs }: Pick<Context, 'packs'>,
  tx: Tx,
  actor: Actor,
  rows: readonly ApplicationRow[],
): Promise<void> {
  const found = await readVerified(tx, rows);
  const baselines = [];
  for (const row of rows) {
    const { answers, verified } = found.get(row.id) ?? {};
    if (!answers || !verified || row.latest_revision === null) throw new Error('what is recommended was submitted');
    const { pack } = await packs.byDigest(row.pack_digest);
    baselines.push({
      consortium_id: row.consortium_id,
      application_id: row.id,
      number: row.latest_revision,
      submitted: JSON.stringify(answers),
      verified: JSON.stringify(verified),
      digest: digestAnswers(pack.id, verified),
      person_id: actor.personId,
    });
  }
  await tx.insertInto('baseline').values(baselines).execute();
}
