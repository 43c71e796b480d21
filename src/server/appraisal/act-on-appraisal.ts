import { sql } from 'kysely';
import type { AppraisalAction, AppraisalState } from '#core/appraisal/appraisal-rules.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { printProof, proveAppraisal } from './appraisal-evidence.ts';
import { conditionsOf } from './appraisal-moves.ts';
import { type AppraisalKey, type AppraisalRow, lockAppraisal, readSubjects } from './appraisal-row.ts';
import { appraisalRules } from './scheme.ts';
import { tellOfAppraisal } from './tell-of-appraisal.ts';

/**
 * One step of an appraisal. Published, it is told to those it is about, and they may object for the days of its scheme; final, it changes no more and is
 * evidence that people are appraised. Throws
 * `Refusal`: `not-found`, `forbidden`, `stale`, `action-not-possible`, `appraisal-unscored`, `objections-undecided`, `objections-not-over`.
 */
export async function actOnAppraisal(
  context: Context,
  actor: Actor,
  key: AppraisalKey,
  { version, action }: { version: number; action: AppraisalAction },
): Promise<{ version: number; state: AppraisalState }> {
  const { db } = context;
  // Printed before anything is locked.
  const proof = action === 'finish' ? await printProof(context, actor, key) : undefined;
  const state = await db.asActor(actor, async (tx) => {
    const row = await lockAppraisal(tx, key);
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    const holds = conditionsOf(row, await readSubjects(tx, key));
    const roles = await rolesOver(tx, actor, key.consortiumId);
    const move = decide(appraisalRules().workflow, row.state, action, roles, holds);
    if (!move.allowed) throw refusedMove(move, row);
    const until = beijingToday(new Date(Date.now() + row.content.objectionDays * 86_400_000));
    await tx
      .updateTable('appraisal')
      .set({
        state: move.to,
        version: version + 1,
        ...(move.to === 'published' ? { published_at: sql<Date>`clock_timestamp()`, objections_until: until } : {}),
        ...(move.to === 'final' ? { final_at: sql<Date>`clock_timestamp()` } : {}),
      })
      .where('consortium_id', '=', key.consortiumId)
      .where('id', '=', key.appraisalId)
      .execute();
    if (move.to === 'published')
      await tellOfAppraisal(tx, key, {
        to: ['subject'],
        text: `“${row.title}”的考核结果已公布，请核对各项得分的由来；有异议的，请在${until}以前提出。`,
      });
    if (move.to === 'final')
      await tellOfAppraisal(tx, key, { to: ['subject', 'park-authority'], text: `“${row.title}”的考核结果已确定。` });
    if (proof) await proveAppraisal(tx, actor, key, row, proof);
    await recordAudit(tx, key.consortiumId, `appraisal.${move.to}`, key.appraisalId, { action });
    return move.to;
  });
  db.bus.tell('lianheti_notice', key.appraisalId);
  return { version: version + 1, state };
}

function refusedMove(
  { because, guards }: { because: 'state' | 'role' | 'guard'; guards: readonly string[] },
  { state, objections_until }: AppraisalRow,
): Refusal {
  if (because === 'role') return new Refusal('forbidden');
  if (because === 'state') return new Refusal('action-not-possible', { state });
  if (guards.includes('scored')) return new Refusal('appraisal-unscored');
  if (guards.includes('settled')) return new Refusal('objections-undecided');
  return new Refusal('objections-not-over', { until: objections_until });
}
