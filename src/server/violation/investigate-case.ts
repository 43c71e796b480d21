import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { caseRules, lockCase, moveCase, readCase } from './case-row.ts';

const consortiumRoles = ['secretariat', 'park-authority'] as const;

/** Puts on record what an office found out; the first note begins the investigation. Throws `Refusal('action-not-possible')` once it is decided. */
export async function noteCase({ db }: Context, actor: Actor, caseId: string, text: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await lockCase(tx, caseId, undefined);
    if (row.state === 'decided') throw new Refusal('action-not-possible', { state: row.state });
    if (row.state === 'open') await moveCase(tx, actor, row, 'investigate');
    await tx
      .insertInto('violation_note')
      .values({ consortium_id: row.consortium_id, case_id: row.id, text, person_id: actor.personId })
      .execute();
    await recordAudit(tx, row.consortium_id, 'case.noted', row.id, {});
  });
}

export type HearingOrder = { caseId: string; version: number; question: string; dueOn?: string | undefined };

/**
 * Asks the consortium to answer, in the office's own words: of the reporter and its text it learns nothing. Without a day, it has the pack's
 * days. Throws `Refusal('invalid')` for a day that is too early.
 */
export async function hearConsortium({ db }: Context, actor: Actor, order: HearingOrder): Promise<void> {
  const rules = caseRules();
  const today = beijingToday();
  const dueOn = order.dueOn ?? daysAfter(today, rules.hearingDays);
  if (dueOn <= today) throw new Refusal('invalid', { fields: ['dueOn'], detail: '答复期限须在今天以后。' });
  await db.asActor(actor, async (tx) => {
    const row = await lockCase(tx, order.caseId, order.version);
    await moveCase(tx, actor, row, 'hear');
    await tx
      .insertInto('violation_hearing')
      .values({
        consortium_id: row.consortium_id,
        case_id: row.id,
        question: order.question,
        due_on: dueOn,
        asked_by: actor.personId,
      })
      .execute();
    await tellOfStanding(tx, row.consortium_id, {
      roles: consortiumRoles,
      text: `请在${dueOn}前就有关情况作出陈述申辩（${row.number}）。`,
      link: `/violations/${row.id}`,
    });
    await recordAudit(tx, row.consortium_id, 'case.hearing-asked', row.id, { dueOn });
  });
  db.bus.tell('lianheti_notice', order.caseId);
}

/** The consortium's answer, given once. Throws `Refusal('forbidden')` for who may not answer for it, `action-not-possible` once it is given or decided. */
export async function answerHearing(
  { db }: Context,
  actor: Actor,
  { caseId, hearingId, text }: { caseId: string; hearingId: string; text: string },
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readCase(tx, caseId);
    const { rows } = await sql<{
      may: boolean;
    }>`select has_right('answer-case', ${row.consortium_id}::uuid) as may`.execute(tx);
    if (!rows[0]?.may) throw new Refusal('forbidden');
    if (row.state !== 'hearing') throw new Refusal('action-not-possible', { state: row.state });
    const { numUpdatedRows } = await tx
      .updateTable('violation_hearing')
      .set({ answer: text, answered_by: actor.personId, answered_at: sql`clock_timestamp()` })
      .where('consortium_id', '=', row.consortium_id)
      .where('case_id', '=', row.id)
      .where('id', '=', hearingId)
      .where('answer', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('action-not-possible', { state: row.state });
    await tellOfStanding(tx, row.consortium_id, {
      roles: ['provincial-officer', 'ministry-officer'],
      text: `${row.consortium}已作出陈述申辩（${row.number}）。`,
      link: `/violations/${row.id}`,
    });
    await recordAudit(tx, row.consortium_id, 'case.hearing-answered', row.id, { hearing: hearingId });
  });
  db.bus.tell('lianheti_notice', caseId);
}

/** A day so many days after another, `YYYY-MM-DD`. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
