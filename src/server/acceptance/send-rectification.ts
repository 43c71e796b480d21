import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readAcceptance } from './acceptance-row.ts';
import { lockCase, moveCase } from './case-row.ts';
import { readOutcomes } from './outcomes.ts';
import type { CaseOrder } from './send-report.ts';
import { tellOfAcceptance } from './tell-of-acceptance.ts';

export type RectificationOrder = CaseOrder & { text: string; evidence: readonly string[] };

/**
 * What was done about a 限期整改, once, with pieces of the consortium's evidence. Throws `Refusal('stage-closed')` after its last day,
 * `Refusal('invalid')` for evidence that is not there or was withdrawn, `Refusal('action-not-possible')` where nothing is to be rectified.
 */
export async function sendRectification(
  context: Context,
  actor: Actor,
  { consortiumId, batchId, version, text, evidence }: RectificationOrder,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const acceptance = await readAcceptance(context, tx, batchId);
    const row = await lockCase(tx, consortiumId, batchId, version);
    const asked = (await readOutcomes(tx, batchId, consortiumId)).get(consortiumId)?.at(-1);
    if (row.state !== 'rectifying' || !asked?.due_on) throw new Refusal('action-not-possible', { state: row.state });
    const pieces = [...new Set(evidence)];
    const known = await tx
      .selectFrom('evidence')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('id', 'in', pieces)
      .where('withdrawn_at', 'is', null)
      .execute();
    if (known.length < pieces.length)
      throw new Refusal('invalid', { fields: ['evidence'], detail: '所选材料已不存在或已撤回，请重新选择。' });
    await tx
      .insertInto('acceptance_rectification')
      .values({
        consortium_id: consortiumId,
        batch_id: batchId,
        version: asked.version,
        text,
        evidence: pieces,
        person_id: actor.personId,
      })
      .execute();
    await moveCase(tx, actor, acceptance, row, {
      action: 'send-rectification',
      holds: beijingToday() <= asked.due_on ? ['before-deadline'] : [],
    });
    await recordAudit(tx, consortiumId, 'acceptance.rectified', batchId, { evidence: pieces.length });
    await tellOfAcceptance(tx, row, {
      roles: ['provincial-officer', 'ministry-officer'],
      text: `${row.consortium}已报送整改报告，请复核。`,
    });
    return { version: version + 1 };
  });
}
