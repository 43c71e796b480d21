import { fenOf, wanText } from '#core/quantity/yuan.ts';
import { type Openness, opennesses, opennessLabels } from '#core/technology/need.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import type { NeedHead } from './need-views.ts';
import { memberNamed, technologyRules } from './technology-right.ts';

export type NeedTarget = { consortiumId: string; needId: string };

/** What all of the consortium may know of needs. */
export function needQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('technology_need as n')
    .select(['n.id', 'n.member_id', 'n.title', 'n.field', 'n.kind', 'n.keywords', 'n.budget', 'n.openness'])
    .select(['n.summary', 'n.published_on', 'n.closed_on', 'n.checked_at', 'n.version'])
    .where('n.consortium_id', '=', consortiumId);
}

export type NeedRow = Awaited<ReturnType<ReturnType<typeof needQuery>['execute']>>[number];

/** A need with its detail. Throws `Refusal('not-found')` for whom it is not open to. */
export async function readNeed(tx: Tx, { consortiumId, needId }: NeedTarget): Promise<NeedRow & { detail: string }> {
  const row = await needQuery(tx, consortiumId)
    .innerJoin('technology_need_detail as d', (join) =>
      join.onRef('d.consortium_id', '=', 'n.consortium_id').onRef('d.need_id', '=', 'n.id'),
    )
    .select('d.text as detail')
    .where('n.id', '=', needId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

const opennessOf = (stored: string): Openness => opennesses.find((each) => each === stored) ?? 'confidential';

export function viewNeedHead(row: NeedRow, directory: Directory): NeedHead {
  const openness = opennessOf(row.openness);
  return {
    id: row.id,
    member: memberNamed(directory, row.member_id),
    title: row.title,
    field: row.field,
    kind: row.kind,
    keywords: row.keywords,
    budget: row.budget,
    openness,
    opennessLabel: opennessLabels[openness],
    summary: row.summary,
    publishedOn: row.published_on,
    closedOn: row.closed_on,
    isChecked: row.checked_at !== null,
    version: row.version,
  };
}

export const opennessChoices = () => opennesses.map((id) => ({ id, label: opennessLabels[id] }));

/** What the ledger of needs says of it, in the words of its enterprise, and of the secretariat once that has looked at it. Throws as `keepEntries`. */
export async function keepNeedEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, needId }: NeedTarget,
  reason = '',
): Promise<void> {
  const row = await needQuery(tx, consortiumId).where('n.id', '=', needId).executeTakeFirstOrThrow();
  const values = {
    enterprise: row.member_id,
    title: row.title,
    field: row.field,
    budget: wanText(fenOf(row.budget)),
    publishedOn: row.published_on,
    ...(row.closed_on !== null && { closedOn: row.closed_on }),
  };
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'technology-need',
    entries: [
      { recordId: needId, kind: technologyRules().ledgers.need, values, sides: wordsOf(row.member_id, row.checked_at) },
    ],
    reason: reason || undefined,
  });
}

/** Whose word it is: the member's, and the secretariat's once that has looked at it. */
export const wordsOf = (memberId: string, checkedAt: Date | null): readonly string[] =>
  checkedAt === null ? [memberId] : [memberId, 'secretariat'];
