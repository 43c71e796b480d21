import type { Answers } from '#core/form/answers.ts';
import { writeSummary } from '#documents/xlsx/write-summary.ts';
import type { Actor } from '#server/access/actor.ts';
import { selectApplications } from '#server/application/application-row.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from '#server/verification/read-verified.ts';

/** The summary table of a batch: the applications that the actor may see, with the figures as the province verified them, else as they stand. Throws `Refusal('not-found')`. */
export async function writeBatchSummary(
  context: Context,
  actor: Actor,
  batchId: string,
): Promise<{ bytes: Buffer; title: string }> {
  const { stored, forms } = await context.db.readAs(actor, async (tx) => {
    const batch = await tx.selectFrom('batch').select('pack_digest').where('id', '=', batchId).executeTakeFirst();
    if (!batch) throw new Refusal('not-found');
    const rows = await selectApplications(tx)
      .where('application.batch_id', '=', batchId)
      .orderBy('unit.name')
      .execute();
    const found = await context.forms.at(tx, rows);
    const verified = await readVerified(tx, rows);
    return {
      stored: await context.packs.byDigest(batch.pack_digest),
      forms: rows.map((row): Answers => {
        const after = verified.get(row.id);
        return after && after.verdicts.size > 0 ? after.verified : (found.get(row.id)?.answers ?? {});
      }),
    };
  });
  const place = actor.roles[0]?.unit.id;
  // The table names people in charge: who takes it away is on record.
  if (place !== undefined)
    await context.db.asActor(actor, (tx) =>
      recordSystemAudit(tx, place, 'summary.exported', batchId, { applications: forms.length }),
    );
  const { summary, form } = stored.pack;
  const bytes = await writeSummary(summary, forms, form);
  return { bytes: Buffer.from(bytes), title: summary.title };
}
