import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type EvidenceKey = { consortiumId: string; id: string };

/** What evidence supports. */
export type EvidenceTarget = { entryId: string } | { point: string };

/** The observation points, in the order of the indicator system. */
export const observationPoints = currentPack.indicators.indicators.flatMap(({ points }) =>
  points.map(({ id, text }) => ({ id, text })),
);

/** Says that evidence supports an entry or an observation point. Said twice it stands once. Throws `Refusal('not-found')` for what is not there. */
export async function linkEvidence(
  tx: Tx,
  actor: Actor,
  { consortiumId, id }: EvidenceKey,
  target: EvidenceTarget,
): Promise<void> {
  if ('entryId' in target) await mustSeeEntry(tx, consortiumId, target.entryId);
  else if (!observationPoints.some(({ id }) => id === target.point)) throw new Refusal('not-found');
  const linked = await tx
    .insertInto('evidence_link')
    .values({ consortium_id: consortiumId, evidence_id: id, ...columnsOf(target), linked_by: actor.personId })
    .onConflict((on) => on.doNothing())
    .returning('evidence_id')
    .executeTakeFirst();
  if (linked) await recordAudit(tx, consortiumId, 'evidence.linked', id, target);
}

/** Takes that back. What was not said needs no taking back. */
export async function unlinkEvidence(tx: Tx, { consortiumId, id }: EvidenceKey, target: EvidenceTarget): Promise<void> {
  const { entry_id, point } = columnsOf(target);
  const cut = await tx
    .deleteFrom('evidence_link')
    .where('consortium_id', '=', consortiumId)
    .where('evidence_id', '=', id)
    .where('entry_id', 'is not distinct from', entry_id)
    .where('point', 'is not distinct from', point)
    .returning('evidence_id')
    .executeTakeFirst();
  if (cut) await recordAudit(tx, consortiumId, 'evidence.unlinked', id, target);
}

async function mustSeeEntry(tx: Tx, consortiumId: string, entryId: string): Promise<void> {
  const entry = await tx
    .selectFrom('ledger_entry')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', entryId)
    .executeTakeFirst();
  if (!entry) throw new Refusal('not-found');
}

const columnsOf = (target: EvidenceTarget) =>
  'entryId' in target ? { entry_id: target.entryId, point: null } : { entry_id: null, point: target.point };
