import { capitalAmount } from '#core/fund/capital-amount.ts';
import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';
import { officialDay } from '#documents/official/official-document.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';

type Key = { id: string; planId: string; receiptId: string };

/** The paper on which a payer sees that its money came in, as PDF. Throws `Refusal`: `not-found`, `action-not-possible` of a receipt that was reversed. */
export async function fundReceiptPaper(
  { db, documents }: Context,
  actor: Actor,
  { id, planId, receiptId }: Key,
): Promise<{ bytes: Buffer; name: string }> {
  const row = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('fund_receipt as r')
      .innerJoin('fund_plan as p', (on) =>
        on.onRef('p.consortium_id', '=', 'r.consortium_id').onRef('p.id', '=', 'r.plan_id'),
      )
      .innerJoin('unit', 'unit.id', 'r.consortium_id')
      .select(['r.amount', 'r.received_on', 'r.voucher', 'r.reversed_at', 'p.payer', 'p.source', 'p.year'])
      .select('unit.name as consortium')
      .where('r.consortium_id', '=', id)
      .where('r.plan_id', '=', planId)
      .where('r.id', '=', receiptId)
      .executeTakeFirst(),
  );
  if (!row) throw new Refusal('not-found');
  if (row.reversed_at) throw new Refusal('action-not-possible', { state: 'reversed' });
  const fen = fenOf(row.amount);
  const day = officialDay(new Date(`${row.received_on}T00:00:00+08:00`));
  const bytes = await documents.official({
    title: `${row.consortium}运行经费收款凭据`,
    to: row.payer,
    body: [
      {
        kind: 'paragraph',
        text: `你单位${row.year}年度运行经费已于${day}到账，计${groupedYuan(fen)}元（${capitalAmount(fen)}），特此确认。`,
      },
      {
        kind: 'table',
        head: ['项目', '内容'],
        widths: [30, 70],
        rows: [
          ['经费年度', `${row.year}年`],
          ['经费来源', row.source],
          ['到账日期', day],
          ['金额（元）', groupedYuan(fen)],
          ['大写金额', capitalAmount(fen)],
          ['凭证号', row.voucher],
        ],
      },
    ],
    from: `${row.consortium}秘书处`,
    day,
  });
  return { bytes: Buffer.from(bytes), name: `收款凭据（${row.payer}，${row.voucher}）.pdf` };
}
