import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import {
  type AppraisalKey,
  type AppraisalRow,
  queueAppraisal,
  readAppraisal,
  readSubjects,
  type SubjectRow,
} from './appraisal-row.ts';
import { rankSubjects } from './rank-subjects.ts';
import { mustBePoints } from './score-by-hand.ts';
import { tellOfAppraisal } from './tell-of-appraisal.ts';

/**
 * An objection of a subject to one of its scores, told to those who decide. Throws `Refusal`: `not-found` for another's, `action-not-possible` before it
 * was published or once it is final, `objections-over` after its days, `objection-open` where there is one to that score, `invalid`.
 */
export async function objectToScore(
  { db }: Context,
  actor: Actor,
  key: AppraisalKey,
  { subjectId, indicator, text }: { subjectId: string; indicator: string; text: string },
): Promise<{ id: string }> {
  const made = await db.asActor(actor, async (tx) => {
    const { row, subject } = await readOwn(tx, key, subjectId);
    mustBeOpen(row);
    const title = row.content.indicators.find(({ id }) => id === indicator)?.title;
    const score = subject.scores.find((each) => each.indicator === indicator);
    if (title === undefined || !score)
      throw new Refusal('invalid', { fields: ['indicator'], detail: '方案中没有这项指标。' });
    if (subject.objections.some((each) => each.indicator === indicator && each.state === 'open'))
      throw new Refusal('objection-open');
    const { id } = await tx
      .insertInto('appraisal_objection')
      .values({
        consortium_id: key.consortiumId,
        appraisal_id: key.appraisalId,
        subject_id: subjectId,
        indicator,
        text,
        before: score.points,
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (subject.accepted_at !== null) await setAccepted(tx, key, subject, null);
    await tellOfAppraisal(tx, key, {
      to: ['secretariat', 'park-authority'],
      text: `${subject.name}对“${row.title}”的“${title}”得分提出异议，请办理。`,
    });
    await recordAudit(tx, key.consortiumId, 'appraisal.objected', id, { subject: subjectId, indicator });
    return { id };
  });
  db.bus.tell('lianheti_notice', key.appraisalId);
  return made;
}

/** The subject's word that it has nothing against the result. Said twice it stands once. Throws as `objectToScore`, and `objections-undecided`. */
export async function acceptResult({ db }: Context, actor: Actor, key: AppraisalKey, subjectId: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const { row, subject } = await readOwn(tx, key, subjectId);
    if (row.state !== 'published') throw new Refusal('action-not-possible', { state: row.state });
    if (subject.objections.some(({ state }) => state === 'open')) throw new Refusal('objections-undecided');
    if (subject.accepted_at !== null) return;
    await setAccepted(tx, key, subject, actor);
    await recordAudit(tx, key.consortiumId, 'appraisal.accepted', subjectId, {});
  });
}

export type ObjectionKey = AppraisalKey & { objectionId: string };

/** Whoever objected takes it back. Throws `Refusal`: `not-found`, `action-not-possible` once it was decided, `stale`. */
export async function withdrawObjection(
  { db }: Context,
  actor: Actor,
  key: ObjectionKey,
  version: number,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await queueAppraisal(tx, key);
    const { objection } = await readObjection(tx, key, version);
    if (!objection.is_own) throw new Refusal('forbidden');
    await moveObjection(tx, key, { state: 'withdrawn', version: version + 1 });
    await recordAudit(tx, key.consortiumId, 'appraisal.objection-withdrawn', key.objectionId, {});
  });
}

export type Decision = { version: number; outcome: 'kept' | 'changed'; points?: string | undefined; text: string };

/**
 * Decides an objection: the score stays, or changes, with it total, places and grades. Throws `Refusal`: `not-found`, `forbidden`, `own-score` for who
 * scored it, `own-objection` for whom it is about, `action-not-possible` once it was decided, `stale`, `invalid` for points that cannot be.
 */
export async function decideObjection(
  { db }: Context,
  actor: Actor,
  key: ObjectionKey,
  { version, outcome, points, text }: Decision,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await queueAppraisal(tx, key);
    const { row, subject, objection } = await readObjection(tx, key, version);
    if (!row.decides) throw new Refusal('forbidden');
    const { indicator } = objection;
    if (subject.scores.find((score) => score.indicator === indicator)?.scored_by === actor.personId)
      throw new Refusal('own-score');
    if (subject.is_own) throw new Refusal('own-objection');
    if (outcome === 'changed') mustChange(row, objection, points);
    await moveObjection(tx, key, {
      state: outcome,
      answer: text,
      version: version + 1,
      points: outcome === 'changed' ? points : null,
      decided_by: actor.personId,
      decided_at: sql<Date>`clock_timestamp()`,
    });
    if (outcome === 'changed' && points !== undefined) {
      await tx
        .updateTable('appraisal_score')
        .set({ points })
        .where('consortium_id', '=', key.consortiumId)
        .where('appraisal_id', '=', key.appraisalId)
        .where('subject_id', '=', subject.id)
        .where('indicator', '=', indicator)
        .execute();
      await rankSubjects(tx, key, row);
    }
    const words = outcome === 'changed' ? `改为${points}分` : '维持原得分';
    await tellOfAppraisal(tx, key, {
      to: ['subject'],
      subjectId: subject.id,
      text: `对“${row.title}”的异议已有答复：${words}。${text}`,
    });
    await recordAudit(tx, key.consortiumId, `appraisal.objection-${outcome}`, key.objectionId, { indicator, points });
  });
  db.bus.tell('lianheti_notice', key.appraisalId);
}

async function readOwn(tx: Tx, key: AppraisalKey, subjectId: string) {
  await queueAppraisal(tx, key);
  const row = await readAppraisal(tx, key);
  const subject = (await readSubjects(tx, key)).find(({ id }) => id === subjectId);
  if (!subject) throw new Refusal('not-found');
  if (!subject.is_own) throw new Refusal('forbidden');
  return { row, subject };
}

function mustBeOpen({ state, objections_until }: AppraisalRow): void {
  if (state !== 'published') throw new Refusal('action-not-possible', { state });
  if (objections_until !== null && beijingToday() > objections_until)
    throw new Refusal('objections-over', { until: objections_until });
}

async function readObjection(tx: Tx, key: ObjectionKey, version: number) {
  const row = await readAppraisal(tx, key);
  for (const subject of await readSubjects(tx, key)) {
    const objection = subject.objections.find(({ id }) => id === key.objectionId);
    if (!objection) continue;
    if (objection.version !== version)
      throw new Refusal('stale', { version: objection.version, state: objection.state });
    if (objection.state !== 'open') throw new Refusal('action-not-possible', { state: objection.state });
    return { row, subject, objection };
  }
  throw new Refusal('not-found');
}

function mustChange(row: AppraisalRow, { indicator, before }: SubjectRow['objections'][number], points?: string): void {
  if (points === undefined) throw new Refusal('invalid', { fields: ['points'], detail: '请填写改为多少分。' });
  mustBePoints(row, indicator, points);
  if (Number(points) === Number(before))
    throw new Refusal('invalid', { fields: ['points'], detail: '与原得分相同；不改变得分的，请选择维持。' });
}

async function moveObjection(tx: Tx, { consortiumId, appraisalId, objectionId }: ObjectionKey, values: object) {
  await tx
    .updateTable('appraisal_objection')
    .set(values)
    .where('consortium_id', '=', consortiumId)
    .where('appraisal_id', '=', appraisalId)
    .where('id', '=', objectionId)
    .execute();
}

async function setAccepted(tx: Tx, key: AppraisalKey, { id, version }: SubjectRow, by: Actor | null): Promise<void> {
  await tx
    .updateTable('appraisal_subject')
    .set({
      accepted_by: by?.personId ?? null,
      accepted_at: by ? sql<Date>`clock_timestamp()` : null,
      version: version + 1,
    })
    .where('consortium_id', '=', key.consortiumId)
    .where('appraisal_id', '=', key.appraisalId)
    .where('id', '=', id)
    .execute();
}
