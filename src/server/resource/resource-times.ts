import { sql } from 'kysely';
import type { Opening, Span } from '#core/resource/opening.ts';
import type { Tx } from '#server/db/database.ts';
import { OpeningList } from './resource-views.ts';

export type TakenTime = Span & { why: 'held' | 'closed' };

export type TimesOfResource = { isWithdrawn: boolean; opening: readonly Opening[]; taken: readonly TakenTime[] };

/** When resources are open, held (in part or whole) and closed within a time, by id, in as many queries however many they are. */
export async function readResourceTimes(
  tx: Tx,
  consortiumId: string,
  resourceIds: readonly string[],
  { from, to }: Span,
): Promise<ReadonlyMap<string, TimesOfResource>> {
  const within = [new Date(from), new Date(to)] as const;
  const resources = await tx
    .selectFrom('resource')
    .select(['id', 'opening', 'is_withdrawn'])
    .where('consortium_id', '=', consortiumId)
    .where(sql<boolean>`id = any(${resourceIds}::uuid[])`)
    .execute();
  const { rows } = await sql<{ id: string; starts_at: Date; ends_at: Date; why: TakenTime['why'] }>`
    select resource_id as id, starts_at, ends_at, 'held' as why from held_times(${consortiumId}, ${resourceIds}::uuid[], ${within[0]}, ${within[1]})
    union all
    select resource_id, starts_at, ends_at, 'closed' from resource_blackout
    where consortium_id = ${consortiumId} and resource_id = any(${resourceIds}::uuid[]) and starts_at < ${within[1]} and ends_at > ${within[0]}`.execute(
    tx,
  );
  const taken = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    resources.map(({ id, opening, is_withdrawn }) => [
      id,
      {
        isWithdrawn: is_withdrawn,
        opening: OpeningList.parse(opening),
        taken: (taken.get(id) ?? []).map(({ starts_at, ends_at, why }) => ({
          from: starts_at.getTime(),
          to: ends_at.getTime(),
          why,
        })),
      },
    ]),
  );
}
