import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { readAcceptance } from './acceptance-row.ts';
import { lockCase, moveCase, withinStage } from './case-row.ts';
import type { CaseOrder } from './send-report.ts';
import { tellOfAcceptance } from './tell-of-acceptance.ts';

export type OpinionOrder = CaseOrder & { supports: boolean; text: string };

/**
 * The province's opinion on a self-report, once. Throws `Refusal('stage-closed')` for one that is late, `Refusal('action-not-possible')` before the report
 * is in and the second time.
 */
export async function giveOpinion(
  context: Context,
  actor: Actor,
  { consortiumId, batchId, version, supports, text }: OpinionOrder,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const acceptance = await readAcceptance(context, tx, batchId);
    const row = await lockCase(tx, consortiumId, batchId, version);
    await moveCase(tx, actor, acceptance, row, {
      action: 'opine',
      holds: await withinStage(tx, batchId, 'recommendation'),
      change: { supports, opinion: text, opined_by: actor.personId, opined_at: new Date() },
    });
    await recordAudit(tx, consortiumId, 'acceptance.opined', batchId, { supports });
    await tellOfAcceptance(tx, row, {
      roles: ['ministry-officer', 'secretariat'],
      text: `${row.consortium}“${acceptance.title}”的省级意见已出具：${supports ? '建议通过' : '不建议通过'}。`,
    });
    return { version: version + 1 };
  });
}
