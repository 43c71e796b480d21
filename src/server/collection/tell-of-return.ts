import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import type { ReturnAction, ReturnState } from '#core/collection/return-workflow.ts';
import type { Tx } from '#server/db/database.ts';
import type { OpenReturn } from './return-row.ts';

type Told = { roles: readonly Role[]; text: string };

/** Tells those whose turn it is after an act, and those whose return it is. */
export async function tellOfReturn(
  tx: Tx,
  open: Pick<OpenReturn, 'row' | 'collection'>,
  action: ReturnAction,
  to: ReturnState,
): Promise<void> {
  const { consortium, consortium_id, collection_id } = open.row;
  const { title } = open.collection;
  const filling: readonly Role[] = ['secretariat', 'park-authority'];
  const told: Readonly<Partial<Record<ReturnAction, Told>>> = {
    send: { roles: ['provincial-officer'], text: `${consortium}报送了“${title}”，请审核。` },
    approve: { roles: filling, text: `“${title}”已通过省级审核。` },
    return: {
      roles: [...filling, 'provincial-officer'],
      text: `${consortium}的“${title}”被退回，请按意见修改后重新报送。`,
    },
    unlock: { roles: [...filling, 'provincial-officer'], text: `${consortium}的“${title}”已解锁，请修改后重新报送。` },
    hand: { roles: ['ministry-officer'], text: `${open.row.province}报送了“${title}”，请审核。` },
    accept: { roles: [...filling, 'provincial-officer'], text: `${consortium}的“${title}”已通过部级审核。` },
  };
  const one = told[action];
  const link =
    to === 'handed' ? `/collections/${collection_id}` : `/consortia/${consortium_id}/returns/${collection_id}`;
  if (one) await tellPeople(tx, consortium_id, { ...one, link });
}

/** Puts a notice before people with these roles over the consortium, each once a day. Gives how many were told. */
export async function tellPeople(
  tx: Tx,
  consortiumId: string,
  { roles, text, link }: Told & { link: string },
): Promise<number> {
  const { rows } = await sql<{
    told: number;
  }>`select tell_of_return(${consortiumId}::uuid, ${[...roles]}, ${text}, ${link}) as told`.execute(tx);
  return rows[0]?.told ?? 0;
}
