import { countWords } from '#core/quantity/count-words.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { readAcceptance } from './acceptance-row.ts';
import { lockCase } from './case-row.ts';

export type TextsOrder = {
  consortiumId: string;
  batchId: string;
  version: number;
  texts: Readonly<Record<string, string>>;
};

/**
 * Keeps the texts of a self-report until it is sent. Throws `Refusal('stale')` with what stands, `Refusal('too-long')`, `Refusal('forbidden')`,
 * `Refusal('action-not-possible')` once it was sent.
 */
export async function saveTexts(context: Context, actor: Actor, order: TextsOrder): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    await mustKnow(tx, order.consortiumId);
    const { rules } = await readAcceptance(context, tx, order.batchId);
    const row = await lockCase(tx, order.consortiumId, order.batchId, order.version);
    if (row.state !== 'reporting') throw new Refusal('action-not-possible', { state: row.state });
    const unknown = Object.keys(order.texts).filter((id) => !rules.texts.some((text) => text.id === id));
    if (unknown.length > 0) throw new Refusal('invalid', { fields: unknown.map((id) => `texts.${id}`) });
    const long = rules.texts.filter(({ id, limit }) => countWords(order.texts[id] ?? '') > limit);
    if (long.length > 0)
      throw new Refusal('invalid', {
        fields: long.map(({ id }) => `texts.${id}`),
        detail: long.map(({ label, limit }) => `“${label}”最多${limit}字`).join('，'),
      });
    const version = row.version + 1;
    const { numUpdatedRows } = await tx
      .updateTable('acceptance_case')
      .set({ texts: JSON.stringify(order.texts), version })
      .where('consortium_id', '=', row.consortium_id)
      .where('batch_id', '=', row.batch_id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('forbidden');
    await recordAudit(tx, row.consortium_id, 'acceptance.texts-saved', row.batch_id, { version });
    return { version };
  });
}
