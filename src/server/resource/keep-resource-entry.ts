import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { resourceKind } from './resource-right.ts';

type Kept = {
  id: string;
  kind: string;
  memberId: string;
  name: string;
  details: Readonly<Record<string, string>> | null;
  isWithdrawn: boolean;
};

/**
 * What the ledger of its kind says of a joint resource; one that is not joint says nothing there. Whoever takes it out of the catalogue leaves the entry, which ends by
 * the day typed in it. Throws `Refusal('invalid')` where its kind has no ledger, and as `keepEntries`.
 */
export async function keepResourceEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, resource, reason }: { consortiumId: string; resource: Kept; reason: string },
): Promise<void> {
  const { ledger } = resourceKind(resource.kind);
  const { details } = resource;
  if (!ledger) {
    if (details !== null) throw new Refusal('invalid', { fields: ['details'], detail: '这一类资源没有共建台账。' });
    return;
  }
  const values = details && { ...details, [ledger.host]: resource.memberId, [ledger.name]: resource.name };
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'resource',
    entries: [{ recordId: resource.id, kind: ledger.kind, values }],
    reason: reason || undefined,
  });
}
