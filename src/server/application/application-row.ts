import type { Pack } from '#core/pack/pack.ts';
import { type ApplicationState, applicationStates } from '#core/workflow/application-workflow.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** One application with what its pages always need beside it. */
export type ApplicationRow = {
  id: string;
  consortium_id: string;
  consortium: string;
  batch_id: string;
  batch: string;
  deadline: Date;
  pack_digest: string;
  state: string;
  sequence: number;
  latest_revision: number | null;
  /** The database's clock as this row was read. */
  now: Date;
};

/** Applications that the actor may see. */
export function selectApplications(tx: Tx) {
  return tx
    .selectFrom('application')
    .innerJoin('unit', 'unit.id', 'application.consortium_id')
    .innerJoin('batch', 'batch.id', 'application.batch_id')
    .innerJoin('batch_stage', (join) =>
      join.onRef('batch_stage.batch_id', '=', 'batch.id').on('batch_stage.stage', '=', 'application'),
    )
    .select(({ fn }) => [
      'application.id',
      'application.consortium_id',
      'unit.name as consortium',
      'application.batch_id',
      'batch.title as batch',
      'batch_stage.closes_at as deadline',
      'application.pack_digest',
      'application.state',
      'application.sequence',
      'application.latest_revision',
      fn<Date>('clock_timestamp').as('now'),
    ]);
}

/** Throws `Refusal('not-found')` where there is none or the actor may not see it. */
export async function readApplication(tx: Tx, id: string): Promise<ApplicationRow> {
  const row = await selectApplications(tx).where('application.id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The same, locked until the transaction ends, for an action that decides by its state. */
export async function lockApplication(tx: Tx, id: string): Promise<ApplicationRow> {
  const locked = await tx.selectFrom('application').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  const row = await readApplication(tx, id);
  // Seen but not to be locked: the actor has no part in this application's workflow.
  if (!locked) throw new Refusal('forbidden');
  return row;
}

export function stateOf(pack: Pack, state: string): ApplicationState {
  const known = applicationStates.find((one) => one === state);
  if (!known || !(known in pack.workflow.states)) throw new Error(`application in unknown state ${state}`);
  return known;
}
