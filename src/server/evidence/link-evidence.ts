import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { linkVoucher, unlinkVoucher } from '#server/fund/link-voucher.ts';
import { Refusal } from '#server/http/refusal.ts';
import { linkPhoto, unlinkPhoto } from '#server/resource/link-photo.ts';

export type EvidenceKey = { consortiumId: string; id: string };

/** What evidence supports. */
export type EvidenceTarget = LinkTarget | { spendingId: string } | { resourceId: string };

type LinkTarget = { entryId: string } | { taskId: string } | { point: string };

/** The observation points, in the order of the indicator system. */
export const observationPoints = currentPack.indicators.indicators.flatMap(({ points }) =>
  points.map(({ id, text }) => ({ id, text })),
);

/** Says that evidence supports an entry, a task, a request to spend or an observation point, or shows a resource. Said twice it stands once. Throws `Refusal('not-found')` for what is not there. */
export async function linkEvidence(
  tx: Tx,
  actor: Actor,
  { consortiumId, id }: EvidenceKey,
  target: EvidenceTarget,
): Promise<void> {
  if ('spendingId' in target) return linkVoucher(tx, actor, { consortiumId, id }, target.spendingId);
  if ('resourceId' in target) return linkPhoto(tx, actor, { consortiumId, id }, target.resourceId);
  if ('entryId' in target) await mustSee(tx, 'ledger_entry', consortiumId, target.entryId);
  else if ('taskId' in target) await mustSee(tx, 'task', consortiumId, target.taskId);
  else if (!observationPoints.some(({ id }) => id === target.point)) throw new Refusal('not-found');
  const linked = await tx
    .insertInto('evidence_link')
    .values({ consortium_id: consortiumId, evidence_id: id, ...columnsOf(target), linked_by: actor.personId })
    .onConflict((on) => on.doNothing())
    .returning('evidence_id')
    .executeTakeFirst();
  if (!linked) return;
  await recordAudit(tx, consortiumId, 'evidence.linked', id, target);
  if ('taskId' in target)
    for (const point of await pointsProven(tx, consortiumId, target.taskId))
      await linkEvidence(tx, actor, { consortiumId, id }, { point });
}

/** What proves a task that is done proves the points that it serves. */
async function pointsProven(tx: Tx, consortiumId: string, taskId: string): Promise<readonly string[]> {
  const done = await tx
    .selectFrom('task')
    .select('points')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', taskId)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return done?.points ?? [];
}

/** Takes that back. What was not said needs no taking back. */
export async function unlinkEvidence(tx: Tx, { consortiumId, id }: EvidenceKey, target: EvidenceTarget): Promise<void> {
  if ('spendingId' in target) return unlinkVoucher(tx, { consortiumId, id }, target.spendingId);
  if ('resourceId' in target) return unlinkPhoto(tx, { consortiumId, id }, target.resourceId);
  const { entry_id, task_id, point } = columnsOf(target);
  const cut = await tx
    .deleteFrom('evidence_link')
    .where('consortium_id', '=', consortiumId)
    .where('evidence_id', '=', id)
    .where('entry_id', 'is not distinct from', entry_id)
    .where('task_id', 'is not distinct from', task_id)
    .where('point', 'is not distinct from', point)
    .returning('evidence_id')
    .executeTakeFirst();
  if (cut) await recordAudit(tx, consortiumId, 'evidence.unlinked', id, target);
}

async function mustSee(tx: Tx, table: 'ledger_entry' | 'task', consortiumId: string, id: string): Promise<void> {
  const found = await tx
    .selectFrom(table)
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
}

const columnsOf = (target: LinkTarget) => ({
  entry_id: 'entryId' in target ? target.entryId : null,
  task_id: 'taskId' in target ? target.taskId : null,
  point: 'point' in target ? target.point : null,
});
