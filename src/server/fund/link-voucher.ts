import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

type EvidenceKey = { consortiumId: string; id: string };

/** Says that evidence shows what a request is for. Said twice it stands once. Throws `Refusal`: `not-found`, `action-not-possible` once it is over. */
export async function linkVoucher(
  tx: Tx,
  actor: Actor,
  { consortiumId, id }: EvidenceKey,
  spendingId: string,
): Promise<void> {
  const spending = await tx
    .selectFrom('fund_spending')
    .select('state')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', spendingId)
    .executeTakeFirst();
  if (!spending) throw new Refusal('not-found');
  if (spending.state === 'declined' || spending.state === 'cancelled')
    throw new Refusal('action-not-possible', { state: spending.state });
  const linked = await tx
    .insertInto('fund_voucher')
    .values({ consortium_id: consortiumId, spending_id: spendingId, evidence_id: id, linked_by: actor.personId })
    .onConflict((on) => on.doNothing())
    .returning('evidence_id')
    .executeTakeFirst();
  if (linked) await recordAudit(tx, consortiumId, 'evidence.linked', id, { spendingId });
}

/** Takes that back, as long as nobody has approved by it. Throws `Refusal('action-not-possible')`. */
export async function unlinkVoucher(tx: Tx, { consortiumId, id }: EvidenceKey, spendingId: string): Promise<void> {
  const here = tx
    .selectFrom('fund_voucher')
    .select('evidence_id')
    .where('consortium_id', '=', consortiumId)
    .where('spending_id', '=', spendingId)
    .where('evidence_id', '=', id);
  if (!(await here.executeTakeFirst())) return;
  const cut = await tx
    .deleteFrom('fund_voucher')
    .where('consortium_id', '=', consortiumId)
    .where('spending_id', '=', spendingId)
    .where('evidence_id', '=', id)
    .returning('evidence_id')
    .executeTakeFirst();
  if (!cut) throw new Refusal('action-not-possible');
  await recordAudit(tx, consortiumId, 'evidence.unlinked', id, { spendingId });
}
