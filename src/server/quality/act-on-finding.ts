import { sql } from 'kysely';
import type { FindingAction } from '#core/quality/quality-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockFinding } from './finding-row.ts';
import { qualityRules } from './quality-book.ts';

export type FindingRef = { consortiumId: string; id: string; version: number };

const mostQuoted = 200;

/**
 * Whom it is assigned to, or the secretariat, says what is to be said of a finding; or the officer above closes it, keeps it open or opens it again. Throws what
 * `lockFinding` does.
 */
export async function actOnFinding(
  { db }: Context,
  actor: Actor,
  ref: FindingRef,
  action: Exclude<FindingAction, 'assign'>,
  text: string,
): Promise<{ version: number }> {
  const book = qualityRules();
  return db.asActor(actor, async (tx) => {
    const { to } = await lockFinding(tx, actor, book, ref, action);
    await keepAct(tx, actor, ref, { state: to }, action, text);
    const { label } = book.workflow.actions[action];
    await tell(
      tx,
      ref,
      action === 'answer',
      `数据质量的一项发现${action === 'answer' ? '有了说明' : `：${label}`}。${text}`,
    );
    return { version: ref.version + 1 };
  });
}

/** The secretariat gives a finding to the member whose entries cause it, or takes it back. Throws `Refusal('invalid')` for a member of another consortium. */
export async function assignFinding(
  { db }: Context,
  actor: Actor,
  ref: FindingRef,
  memberId: string | null,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const { to } = await lockFinding(tx, actor, qualityRules(), ref, 'assign');
    const assignee = memberId ?? ref.consortiumId;
    if (memberId !== null) {
      const member = await tx
        .selectFrom('unit')
        .select('id')
        .where('id', '=', memberId)
        .where('parent_id', '=', ref.consortiumId)
        .executeTakeFirst();
      if (!member) throw new Refusal('invalid', { fields: ['memberId'] });
    }
    await keepAct(tx, actor, ref, { state: to, assignee_id: assignee }, 'assign', '');
    await tell(tx, ref, false, '有一项数据质量的发现请贵单位核对或说明。');
    return { version: ref.version + 1 };
  });
}

async function keepAct(
  tx: Tx,
  actor: Actor,
  { consortiumId, id, version }: FindingRef,
  change: { state: string; assignee_id?: string },
  act: FindingAction,
  text: string,
): Promise<void> {
  await tx
    .updateTable('quality_finding')
    .set({ ...change, version: version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .execute();
  await tx
    .insertInto('quality_act')
    .values({ consortium_id: consortiumId, finding_id: id, act, text, person_id: actor.personId })
    .execute();
  await recordAudit(tx, consortiumId, `quality.${act}`, id, { version: version + 1 });
}

async function tell(tx: Tx, { consortiumId, id }: FindingRef, officers: boolean, text: string): Promise<void> {
  await sql`select tell_quality(${consortiumId}, ${id}, ${officers}, ${text.slice(0, mostQuoted)})`.execute(tx);
}
