import type { LevelTime } from '#core/collection/calendar.ts';
import {
  type CollectionKind,
  type CollectionLevel,
  collectionKindOf,
  collectionLevels,
  type MonitoringRules,
} from '#core/collection/monitoring-rules.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** One collection with who asks for it. */
export type CollectionRow = {
  id: string;
  unit_id: string;
  unit: string;
  unit_kind: string;
  pack_digest: string;
  kind: string;
  year: number;
  quarter: number | null;
  title: string;
  note: string;
  opens_at: Date;
  version: number;
  /** The database's clock as this row was read. */
  now: Date;
};

/** Collections that the actor may see. */
export function selectCollections(tx: Tx) {
  return tx
    .selectFrom('collection')
    .innerJoin('unit', 'unit.id', 'collection.unit_id')
    .select(({ fn }) => [
      'collection.id',
      'collection.unit_id',
      'unit.name as unit',
      'unit.kind as unit_kind',
      'collection.pack_digest',
      'collection.kind',
      'collection.year',
      'collection.quarter',
      'collection.title',
      'collection.note',
      'collection.opens_at',
      'collection.version',
      fn<Date>('clock_timestamp').as('now'),
    ]);
}

/** Throws `Refusal('not-found')` where there is none or the actor may not see it. */
export async function readCollection(tx: Tx, id: string): Promise<CollectionRow> {
  const row = await selectCollections(tx).where('collection.id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The levels of one collection, from below. */
export async function readLevels(tx: Tx, collectionId: string): Promise<readonly LevelTime[]> {
  const rows = await tx
    .selectFrom('collection_level')
    .select(['level', 'due_at', 'closes_at'])
    .where('collection_id', '=', collectionId)
    .execute();
  return collectionLevels.flatMap((level) =>
    rows
      .filter((row) => row.level === level)
      .map(({ due_at, closes_at }) => ({ level, dueAt: due_at, closesAt: closes_at })),
  );
}

/** The pack's rules of a collection. */
export async function rulesOf(
  { packs }: Pick<Context, 'packs'>,
  { pack_digest, kind }: Pick<CollectionRow, 'pack_digest' | 'kind'>,
): Promise<{ pack: Pack; rules: MonitoringRules; kind: CollectionKind }> {
  const { pack } = await packs.byDigest(pack_digest);
  if (!pack.monitoring) throw new Error(`pack ${pack.id} monitors nobody`);
  return { pack, rules: pack.monitoring, kind: collectionKindOf(pack.monitoring, kind) };
}

export const viewLevels = (levels: readonly LevelTime[], kind: CollectionKind, now: Date) =>
  levels.map(({ level, dueAt, closesAt }) => ({
    level,
    label: kind.levels[level].label,
    dueAt: dueAt.toISOString(),
    closesAt: closesAt.toISOString(),
    isOpen: now <= closesAt,
  }));

/** Whether a level can still do its part. */
export function isLevelOpen(levels: readonly LevelTime[], level: CollectionLevel, now: Date): boolean {
  const time = levels.find((one) => one.level === level);
  return time !== undefined && now <= time.closesAt;
}
