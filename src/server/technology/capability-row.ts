import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { wordsOf } from './need-row.ts';
import type { CapabilityView } from './need-views.ts';
import { memberNamed, type TechnologyRight, technologyRules } from './technology-right.ts';

export type CapabilityTarget = { consortiumId: string; capabilityId: string };

export function capabilityQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('technology_capability as c')
    .select(['c.id', 'c.member_id', 'c.kind', 'c.name', 'c.field', 'c.keywords', 'c.serves', 'c.description'])
    .select(['c.opened_on', 'c.closed_on', 'c.checked_at', 'c.version'])
    .where('c.consortium_id', '=', consortiumId);
}

export type CapabilityRow = Awaited<ReturnType<ReturnType<typeof capabilityQuery>['execute']>>[number];

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readCapability(tx: Tx, { consortiumId, capabilityId }: CapabilityTarget): Promise<CapabilityRow> {
  const row = await capabilityQuery(tx, consortiumId).where('c.id', '=', capabilityId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** Those that are offered today, of these members or of all. */
export async function openCapabilities(
  tx: Tx,
  consortiumId: string,
  memberIds?: readonly string[],
): Promise<readonly CapabilityRow[]> {
  if (memberIds?.length === 0) return [];
  return capabilityQuery(tx, consortiumId)
    .where('c.closed_on', 'is', null)
    .$if(memberIds !== undefined, (query) => query.where('c.member_id', 'in', [...(memberIds ?? [])]))
    .orderBy('c.name')
    .orderBy('c.id')
    .limit(5000)
    .execute();
}

export function viewCapability(row: CapabilityRow, directory: Directory, right: TechnologyRight): CapabilityView {
  const kind = technologyRules().capabilities.find(({ id }) => id === row.kind);
  return {
    id: row.id,
    member: memberNamed(directory, row.member_id),
    kind: row.kind,
    kindLabel: kind?.label ?? row.kind,
    name: row.name,
    field: row.field,
    keywords: row.keywords,
    serves: row.serves,
    description: row.description,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    isKept: kind?.ledger !== undefined,
    isChecked: row.checked_at !== null,
    canChange: right.own.includes(row.member_id),
    version: row.version,
  };
}

/** What the ledger of its kind says of a capability; most kinds have none. Throws as `keepEntries`. */
export async function keepCapabilityEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, capabilityId }: CapabilityTarget,
  reason = '',
): Promise<void> {
  const row = await readCapability(tx, { consortiumId, capabilityId });
  const ledger = technologyRules().capabilities.find(({ id }) => id === row.kind)?.ledger;
  if (ledger === undefined) return;
  const values = {
    host: row.member_id,
    name: row.name,
    field: row.field,
    openedOn: row.opened_on,
    ...(row.closed_on !== null && { closedOn: row.closed_on }),
  };
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'technology-capability',
    entries: [{ recordId: capabilityId, kind: ledger, values, sides: wordsOf(row.member_id, row.checked_at) }],
    reason: reason || undefined,
  });
}
