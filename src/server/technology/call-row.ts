import { sql } from 'kysely';
import { callStateLabel, callStates } from '#core/technology/call.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import type { CallHead } from './call-views.ts';
import { memberNamed } from './technology-right.ts';

export type CallTarget = { consortiumId: string; callId: string };

/** Calls with their needs, as all of the consortium may see them. */
export function callQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('technology_call as c')
    .innerJoin('technology_need as n', (join) =>
      join.onRef('n.consortium_id', '=', 'c.consortium_id').onRef('n.id', '=', 'c.need_id'),
    )
    .select(['c.id', 'c.need_id', 'c.requirements', 'c.closes_at', 'c.state', 'c.opened_at', 'c.winner_id'])
    .select(['c.decision', 'c.at', 'c.version', 'n.member_id', 'n.title', 'n.field', 'n.kind', 'n.budget', 'n.summary'])
    .select(['n.keywords', 'n.openness'])
    .select(sql<string | null>`name_of(c.opened_by)`.as('opener'))
    .select(sql<string | null>`winner_of(c.consortium_id, c.id)`.as('winner_member'))
    .where('c.consortium_id', '=', consortiumId);
}

export type CallRow = Awaited<ReturnType<ReturnType<typeof callQuery>['execute']>>[number];

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readCall(tx: Tx, { consortiumId, callId }: CallTarget): Promise<CallRow> {
  const row = await callQuery(tx, consortiumId).where('c.id', '=', callId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export const callStateOf = (stored: string) => callStates.find((each) => each === stored) ?? 'cancelled';

export function viewCallHead(row: CallRow, directory: Directory, now: number): CallHead {
  const state = callStateOf(row.state);
  return {
    id: row.id,
    need: { id: row.need_id, title: row.title, field: row.field, kind: row.kind, budget: row.budget },
    enterprise: memberNamed(directory, row.member_id),
    closesAt: row.closes_at.toISOString(),
    state,
    stateLabel: callStateLabel(state, { closesAt: row.closes_at.getTime() }, now),
    winner: row.winner_member === null ? null : memberNamed(directory, row.winner_member),
  };
}
