import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockAcceptance } from './acceptance-row.ts';
import { type Case, readCase } from './case-row.ts';
import { type Look, readLooks } from './look-row.ts';
import { type Outcome, readOutcomes } from './outcomes.ts';
import { consortiumRoles, tellOfAcceptance } from './tell-of-acceptance.ts';

export type LookOrder = {
  consortiumId: string;
  batchId: string;
  /** The save that the officer saw; 0 before there is one. */
  seen: number;
  reason: string;
  day: string;
  place: string;
  people: string;
  conclusion: string;
  /** What was found of each point, by its id. */
  points: readonly { id: string; outcome: 'settled' | 'unsettled' | null; note: string }[];
};

/** Where no criterion was missed, what the reason of the rectification named is looked at as a whole. */
const wholeReport = { id: 'report', text: '整改报告所列的各项措施' };

/**
 * Sets the visit before a second look, or writes on its record: what is looked at are the criteria that were not met when the rectification was decided.
 * The consortium is told of the day. Throws `Refusal('action-not-possible')` where no rectification waits for a second look or the record is closed,
 * `Refusal('stale')` with what a colleague wrote meanwhile.
 */
export async function keepLook(context: Context, actor: Actor, order: LookOrder): Promise<{ edit: number }> {
  return context.db.asActor(actor, async (tx) => {
    const { row, act, look } = await openLook(context, tx, order);
    const { reason, day, place, people, conclusion } = order;
    const found = new Map(order.points.map((point) => [point.id, point]));
    const points = (look?.points ?? pointsOf(act)).map((point) => {
      const { outcome = point.outcome, note = point.note } = found.get(point.id) ?? {};
      return { ...point, outcome, note };
    });
    const edit = order.seen + 1;
    const written = { reason, day, place, people, conclusion, points: JSON.stringify(points), edit };
    if (look) {
      await selectLook(tx, row, act).set(written).execute();
    } else {
      const key = { consortium_id: row.consortium_id, batch_id: row.batch_id, version: act.version };
      await tx
        .insertInto('acceptance_look')
        .values({ ...key, ...written, opened_by: actor.personId })
        .execute();
    }
    await recordAudit(tx, row.consortium_id, 'acceptance.look-saved', row.batch_id, { edit, day });
    if (look?.day !== day)
      await tellOfAcceptance(tx, row, {
        roles: consortiumRoles,
        text: `整改情况将于${day}在${place}复核考察，请按整改报告准备。`,
      });
    return { edit };
  });
}

/**
 * Closes the record of the visit: from then on it stays, the consortium and its province read it. Throws `Refusal('items-open')` while a point has no
 * outcome or nothing is concluded.
 */
export async function endLook(
  context: Context,
  actor: Actor,
  order: Pick<LookOrder, 'consortiumId' | 'batchId' | 'seen'>,
): Promise<{ edit: number }> {
  return context.db.asActor(actor, async (tx) => {
    const { row, act, look } = await openLook(context, tx, order);
    if (!look) throw new Refusal('not-found');
    const open = look.points.filter(({ outcome }) => outcome === null).length;
    if (open > 0) throw new Refusal('items-open', { fields: ['points'], detail: `还有${open}个核对点没有结论。` });
    if (look.conclusion.trim() === '')
      throw new Refusal('items-open', { fields: ['conclusion'], detail: '还没有写复核意见。' });
    const edit = order.seen + 1;
    await selectLook(tx, row, act).set({ ended_by: actor.personId, ended_at: new Date(), edit }).execute();
    await recordAudit(tx, row.consortium_id, 'acceptance.look-ended', row.batch_id, { edit });
    return { edit };
  });
}

/** The rectification that waits for a second look, with its visit as the officer saw it. */
async function openLook(
  context: Context,
  tx: Tx,
  { consortiumId, batchId, seen }: Pick<LookOrder, 'consortiumId' | 'batchId' | 'seen'>,
): Promise<{ row: Case; act: Outcome; look: Look | undefined }> {
  await lockAcceptance(context, tx, batchId);
  const row = await readCase(tx, consortiumId, batchId);
  const act = (await readOutcomes(tx, batchId, consortiumId)).get(consortiumId)?.at(-1);
  if (row.state !== 'rectified' || !act) throw new Refusal('action-not-possible', { state: row.state });
  const look = (await readLooks(tx, { consortiumId, batchId })).find(({ version }) => version === act.version);
  if (look && look.ended_at !== null) throw new Refusal('action-not-possible', { state: 'ended' });
  if ((look?.edit ?? 0) !== seen)
    throw new Refusal('stale', { version: look?.edit ?? 0, conclusion: look?.conclusion ?? '', by: look?.by ?? '' });
  return { row, act, look };
}

function selectLook(tx: Tx, { consortium_id, batch_id }: Case, { version }: Outcome) {
  return tx
    .updateTable('acceptance_look')
    .where('consortium_id', '=', consortium_id)
    .where('batch_id', '=', batch_id)
    .where('version', '=', version);
}

function pointsOf({ judgements }: Outcome): Look['points'] {
  const missed = judgements.filter(({ verdict }) => verdict !== 'met');
  const points = missed.map(({ id, label, because }) => ({ id, text: `${label}：${because}` }));
  return [...points, wholeReport].map((point) => ({ ...point, outcome: null, note: '' }));
}
