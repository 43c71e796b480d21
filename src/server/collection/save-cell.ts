import { cellsOfReturn, type ReturnCell } from '#core/collection/return-content.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockReturn, type ReturnKey } from './return-row.ts';

/**
 * Saves what was typed into a cell over the version that was seen; an empty text takes it back. Throws `Refusal('stale')` with what stands there,
 * `Refusal('unknown-cell')`, `Refusal('wrong-type')` for a planned figure that is no number of its kind, `Refusal('form-closed')` once it was sent.
 */
export async function saveCell(
  context: Context,
  actor: Actor,
  key: ReturnKey & { cell: string },
  { value, version }: { value: string; version: number },
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const { row, state, kind, rules, figures, roles, collection } = await lockReturn(context, tx, actor, key);
    const cell = cellsOfReturn(kind, figures).find((one) => one.cell === key.cell);
    if (!cell || (cell.is === 'figure' && !cell.typed)) throw new Refusal('unknown-cell', { fields: [key.cell] });
    const move = decide(rules.workflow, state, 'edit', roles, new Set());
    if (!move.allowed) throw new Refusal(move.because === 'role' ? 'forbidden' : 'form-closed', { state });
    if (collection.now < collection.opens_at)
      throw new Refusal('form-closed', { detail: '这一期采集还没有开始，暂不能填写。' });
    const fault = faultOf(cell, value);
    if (fault !== undefined) throw new Refusal('wrong-type', { fields: [key.cell], detail: fault });
    const stands = await tx
      .selectFrom('collection_text')
      .select(['value', 'version'])
      .where('consortium_id', '=', row.consortium_id)
      .where('collection_id', '=', row.collection_id)
      .where('cell', '=', key.cell)
      .executeTakeFirst();
    if ((stands?.version ?? 0) !== version)
      throw new Refusal('stale', { version: stands?.version ?? 0, value: stands?.value ?? '' });
    const typed = { value, version: version + 1, changed_by: actor.personId, changed_at: new Date() };
    await tx
      .insertInto('collection_text')
      .values({ consortium_id: row.consortium_id, collection_id: row.collection_id, cell: key.cell, ...typed })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'collection_id', 'cell']).doUpdateSet(typed))
      .execute();
    return { version: version + 1 };
  });
}

function faultOf(cell: ReturnCell, value: string): string | undefined {
  if (cell.is !== 'figure' || value === '') return undefined;
  const { label, decimals, max } = cell.figure;
  const match = /^\d{1,11}(?:\.(\d+))?$/.exec(value);
  if (!match) return `“${label}”须填写不小于0的数字。`;
  if ((match[1]?.length ?? 0) > decimals)
    return decimals === 0 ? `“${label}”须为整数。` : `“${label}”最多${decimals}位小数。`;
  if (max !== undefined && decimalOf(value) > decimalOf(max)) return `“${label}”不能超过${max}。`;
  return undefined;
}
