import type { Role } from '#core/access/role.ts';
import type { LevelTime } from '#core/collection/calendar.ts';
import { type MonitoredFigure, monitoredFigures } from '#core/collection/monitored-figures.ts';
import type { CollectionKind, MonitoringRules } from '#core/collection/monitoring-rules.ts';
import { type ReturnState, returnStates } from '#core/collection/return-workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CollectionRow, readCollection, readLevels, rulesOf } from './collection-row.ts';

export type ReturnRow = {
  consortium_id: string;
  consortium: string;
  province_id: string;
  province: string;
  collection_id: string;
  state: string;
  version: number;
  revision: number | null;
  first_sent_at: Date | null;
  sent_at: Date | null;
  fulfilled: boolean | null;
};

/** A return with all that decides about it. */
export type OpenReturn = {
  row: ReturnRow;
  state: ReturnState;
  collection: CollectionRow;
  rules: MonitoringRules;
  kind: CollectionKind;
  figures: readonly MonitoredFigure[];
  /** The year of which the form says what was there. */
  dataYear: number | undefined;
  levels: readonly LevelTime[];
  /** The actor's roles over the consortium. */
  roles: readonly Role[];
};

/** Which return: a consortium's to a collection. */
export type ReturnKey = { consortiumId: string; collectionId: string };

export function selectReturns(tx: Tx) {
  return tx
    .selectFrom('collection_return as r')
    .innerJoin('unit as c', 'c.id', 'r.consortium_id')
    .innerJoin('unit as p', 'p.id', 'c.parent_id')
    .select([
      'r.consortium_id',
      'c.name as consortium',
      'p.id as province_id',
      'p.name as province',
      'r.collection_id',
      'r.state',
      'r.version',
      'r.revision',
      'r.first_sent_at',
      'r.sent_at',
      'r.fulfilled',
    ]);
}

/** Throws `Refusal('not-found')` where nothing is asked of the consortium or the actor may not see it. */
export async function readReturn(
  context: Pick<Context, 'packs'>,
  tx: Tx,
  actor: Actor,
  { consortiumId, collectionId }: ReturnKey,
): Promise<OpenReturn> {
  const row = await selectReturns(tx)
    .where('r.consortium_id', '=', consortiumId)
    .where('r.collection_id', '=', collectionId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  const collection = await readCollection(tx, collectionId);
  const { pack, rules, kind } = await rulesOf(context, collection);
  return {
    row,
    state: returnStateOf(row.state),
    collection,
    rules,
    kind,
    figures: monitoredFigures(pack),
    dataYear: pack.ledgers?.actual,
    levels: await readLevels(tx, collectionId),
    roles: await rolesOver(tx, actor, consortiumId),
  };
}

/** The same, locked until the transaction ends, for an act that decides by its state. */
export async function lockReturn(
  context: Pick<Context, 'packs'>,
  tx: Tx,
  actor: Actor,
  key: ReturnKey,
): Promise<OpenReturn> {
  const locked = await tx
    .selectFrom('collection_return')
    .select('consortium_id')
    .where('consortium_id', '=', key.consortiumId)
    .where('collection_id', '=', key.collectionId)
    .forUpdate()
    .executeTakeFirst();
  const open = await readReturn(context, tx, actor, key);
  // Seen but not to be locked: the actor has no part in it.
  if (!locked) throw new Refusal('forbidden');
  return open;
}

export function returnStateOf(state: string): ReturnState {
  const known = returnStates.find((one) => one === state);
  if (!known) throw new Error(`return in unknown state ${state}`);
  return known;
}
