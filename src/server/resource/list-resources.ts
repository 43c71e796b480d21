import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { actsFor, mustKnowResources, type ResourceRight } from './resource-right.ts';
import { resourceQuery, viewKinds, viewResource } from './resource-rows.ts';
import type { ResourcePage } from './resource-views.ts';

export type ResourceSearch = {
  /** Words of name, place, description or owner: each must be there. */
  q: string;
  kind: string | undefined;
  /** Also those that are not lent any more. */
  all: boolean;
  limit: number;
  offset: number;
};

/** What a consortium's members share, by kind and name. Throws `Refusal('not-found')`. */
export async function listResources(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  { q, kind, all, limit, offset }: ResourceSearch,
): Promise<z.infer<typeof ResourcePage>> {
  const words = q.split(/\s+/).filter((word) => word !== '');
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    const consortium = await tx
      .selectFrom('unit')
      .select(['id', 'name'])
      .where('id', '=', consortiumId)
      .executeTakeFirstOrThrow();
    const directory = await directories.of(consortiumId);
    const named = (word: string) =>
      [...directory.byId.values()].filter(({ name }) => name.includes(word)).map(({ id }) => id);
    const rows = await resourceQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .$if(kind !== undefined, (query) => query.where('r.kind', '=', kind ?? ''))
      .$if(!all, (query) => query.where('r.is_withdrawn', '=', false))
      .where((where) =>
        where.and(
          words.map(
            (word) =>
              sql<boolean>`(strpos(lower(concat_ws(' ', r.name, r.place, r.description)), ${word.toLowerCase()}) > 0
                or r.member_id = any(${named(word)}::uuid[]))`,
          ),
        ),
      )
      .orderBy('r.is_withdrawn')
      .orderBy('r.kind')
      .orderBy('r.name')
      .orderBy('r.id')
      .limit(limit)
      .offset(offset)
      .execute();
    return {
      consortium,
      kinds: viewKinds(),
      members: membersFor(right, directory),
      items: rows.map((row) => viewResource(row, directory)),
      total: rows[0]?.total ?? 0,
    };
  });
}

/** The members that the actor may speak for, by name. */
export function membersFor(right: ResourceRight, { byId }: Directory) {
  return [...byId.values()]
    .filter(({ id }) => actsFor(right, id))
    .map(({ id, name }) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'zh'));
}
