import type { Actor } from '#server/access/actor.ts';
import { tellAbout } from '#server/application/tell-about.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { type FindingOrder, keepFinding } from '#server/finding/findings.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readPoints } from './visit-points.ts';
import { changeVisit, lockVisited } from './visit-row.ts';

/** Puts on record what a visitor saw; a phone that was offline may send it twice. Throws `Refusal('revision-changed')`. */
export async function recordVisitFinding(
  context: Context,
  actor: Actor,
  applicationId: string,
  order: FindingOrder,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    if (row.latest_revision !== order.number)
      throw new Refusal('revision-changed', { latestRevision: row.latest_revision });
    await keepFinding(context, tx, actor, row, 'visit', order);
  });
}

/** The visitors' joint conclusion as it is being written. Throws `Refusal('stale')` with what a colleague wrote meanwhile. */
export async function saveConclusion(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  { text, version }: { text: string; version: number },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    const kept = await changeVisit(tx, row, version, { conclusion: text });
    await recordAudit(tx, row.consortium_id, 'visit.conclusion-saved', row.id, { characters: text.length });
    return kept;
  });
}

/** Closes the report: from then on it stays. Throws `Refusal('items-open')` while a point has no outcome or there is no conclusion. */
export async function endVisit(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  { version }: { version: number },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    const open = (await readPoints(tx, row)).filter(({ outcome }) => outcome === null).length;
    if (open > 0 || row.visit.conclusion === '')
      throw new Refusal('items-open', {
        fields: open > 0 ? ['points'] : ['conclusion'],
        detail: open > 0 ? `还有${open}个核对点没有结论。` : '还没有写考察意见。',
      });
    const kept = await changeVisit(tx, row, version, { ended_at: row.now, ended_by: actor.personId });
    await recordAudit(tx, row.consortium_id, 'visit.ended', row.id, {});
    await tellAbout(tx, row, {
      roles: ['ministry-officer'],
      text: `${row.consortium}的实地考察报告已经完成。`,
      link: `/applications/${row.id}/visit`,
    });
    return kept;
  });
}
