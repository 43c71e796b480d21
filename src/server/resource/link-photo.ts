import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { mustActFor, mustKnowResources } from './resource-right.ts';
import { readResource } from './resource-rows.ts';

type EvidenceKey = { consortiumId: string; id: string };

/** Shows evidence beside a resource, to all who may see the resource. Said twice it stands once. Throws `Refusal`: `not-found`, `forbidden`. */
export async function linkPhoto(
  tx: Tx,
  actor: Actor,
  { consortiumId, id }: EvidenceKey,
  resourceId: string,
): Promise<void> {
  await mustRun(tx, consortiumId, resourceId);
  const linked = await tx
    .insertInto('resource_photo')
    .values({ consortium_id: consortiumId, resource_id: resourceId, evidence_id: id, linked_by: actor.personId })
    .onConflict((on) => on.doNothing())
    .returning('evidence_id')
    .executeTakeFirst();
  if (linked) await recordAudit(tx, consortiumId, 'evidence.linked', id, { resourceId });
}

/** Takes that back. Throws as `linkPhoto`. */
export async function unlinkPhoto(tx: Tx, { consortiumId, id }: EvidenceKey, resourceId: string): Promise<void> {
  await mustRun(tx, consortiumId, resourceId);
  const cut = await tx
    .deleteFrom('resource_photo')
    .where('consortium_id', '=', consortiumId)
    .where('resource_id', '=', resourceId)
    .where('evidence_id', '=', id)
    .returning('evidence_id')
    .executeTakeFirst();
  if (cut) await recordAudit(tx, consortiumId, 'evidence.unlinked', id, { resourceId });
}

async function mustRun(tx: Tx, consortiumId: string, resourceId: string): Promise<void> {
  const right = await mustKnowResources(tx, consortiumId);
  mustActFor(right, (await readResource(tx, { consortiumId, resourceId })).member_id);
}
