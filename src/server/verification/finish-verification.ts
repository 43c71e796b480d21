import { withoutVerdict } from '#core/verification/verdict.ts';
import type { Actor } from '#server/access/actor.ts';
import { moveApplication } from '#server/application/move-application.ts';
import { mustBeOpen } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from './read-verified.ts';
import { lockVerified } from './verified-row.ts';

/**
 * Ends the verification of a revision: every figure and every sampled entry has its verdict. Throws `Refusal('verdicts-missing')` with what has
 * none, `Refusal('stage-closed')` once provinces can no longer recommend.
 */
export async function finishVerification(
  context: Context,
  actor: Actor,
  applicationId: string,
  number: number,
): Promise<{ state: string }> {
  const finished = await context.db.asActor(actor, async (tx) => {
    const row = await lockVerified(tx, applicationId, number);
    await mustBeOpen(tx, row.batch_id, 'recommendation');
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const { answers, verdicts } = (await readVerified(tx, [row])).get(row.id) ?? {};
    const figures = answers && verdicts ? withoutVerdict(pack.form, answers, verdicts) : [];
    const { open } = await tx
      .selectFrom('spot_check_entry')
      .select(({ fn }) => fn.countAll<number>().as('open'))
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('number', '=', number)
      .where('verdict', 'is', null)
      .executeTakeFirstOrThrow();
    if (figures.length > 0 || open > 0)
      throw new Refusal('verdicts-missing', {
        fields: figures,
        detail: `还有${figures.length}个数据、${open}条抽查记录没有核实结论。`,
      });
    const all = [...(verdicts ?? new Map()).values()];
    const facts = { figures: all.length, corrected: all.filter(({ verdict }) => verdict !== 'true').length };
    return {
      state: await moveApplication(context, tx, actor, row, {
        action: 'verify',
        holds: ['verdicts-given'],
        audit: 'application.verified',
        facts,
      }),
    };
  });
  context.db.bus.tell('lianheti_application', applicationId);
  return finished;
}
