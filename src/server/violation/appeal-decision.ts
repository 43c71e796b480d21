import { sql } from 'kysely';
import { spansOf } from '#core/standing/standing.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readStandings } from '#server/standing/read-standings.ts';
import { recordStandings } from '#server/standing/record-standing.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { type CaseRow, readCase } from './case-row.ts';

/**
 * The consortium appeals against what cost its standing: once, within the pack's days. Throws `Refusal('appeal-over')` after them,
 * `Refusal('action-not-possible')` where nothing was decided against it or it has appealed already, `Refusal('forbidden')`.
 */
export async function appealDecision({ db }: Context, actor: Actor, caseId: string, text: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readCase(tx, caseId);
    await mustHave(tx, 'answer-case', row);
    const decision = await readDecision(tx, row);
    if (!decision || decision.standing === null || (await readAppeal(tx, row)))
      throw new Refusal('action-not-possible', { state: row.state });
    if (beijingToday() > decision.appeal_until) throw new Refusal('appeal-over', { until: decision.appeal_until });
    await tx
      .insertInto('violation_appeal')
      .values({ consortium_id: row.consortium_id, case_id: row.id, text, made_by: actor.personId })
      .execute();
    await tellOfStanding(tx, row.consortium_id, {
      roles: ['ministry-officer', 'provincial-officer'],
      text: `${row.consortium}对处理决定提出申诉（${row.number}）。`,
      link: `/violations/${row.id}`,
    });
    await recordAudit(tx, row.consortium_id, 'case.appealed', row.id, {});
  });
  db.bus.tell('lianheti_notice', caseId);
}

export type AppealOrder = { caseId: string; outcome: 'upheld' | 'dismissed'; reason: string };

/**
 * The ministry decides an appeal, once. Where it is upheld, what would have stood without the decision stands again from its first day on; what
 * the register said meanwhile stays known. Throws `Refusal('action-not-possible')` without an open appeal, `Refusal('forbidden')`.
 */
export async function decideAppeal({ db }: Context, actor: Actor, order: AppealOrder): Promise<void> {
  const { caseId, outcome, reason } = order;
  await db.asActor(actor, async (tx) => {
    const row = await readCase(tx, caseId);
    await mustHave(tx, 'decide-standing', row);
    const { numUpdatedRows } = await tx
      .updateTable('violation_appeal')
      .set({ outcome, reason, decided_by: actor.personId, decided_at: sql`clock_timestamp()` })
      .where('consortium_id', '=', row.consortium_id)
      .where('case_id', '=', row.id)
      .where('outcome', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('action-not-possible', { state: row.state });
    if (outcome === 'upheld') await restore(tx, actor, row, reason);
    await tellOfStanding(tx, row.consortium_id, {
      roles: ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise', 'provincial-officer'],
      text: `${row.consortium}的申诉已有结论：${outcome === 'upheld' ? '撤销原处理决定' : '维持原处理决定'}（${row.number}）。`,
      link: `/violations/${row.id}`,
    });
    await recordAudit(tx, row.consortium_id, 'case.appeal-decided', row.id, { outcome });
  });
  db.bus.tell('lianheti_notice', caseId);
}

/** Records from the decision's first day on what all other events say of it. */
async function restore(tx: Tx, actor: Actor, row: CaseRow, reason: string): Promise<void> {
  const events = await readStandings(tx, row.consortium_id);
  const own = events.find(({ cause }) => cause.kind === 'case' && cause.id === row.id);
  if (!own) throw new Error('a decision on a standing without its event');
  const others = events.filter((event) => event !== own);
  const isEarlier = (day: string) => day < own.from;
  const restored = spansOf(others).flatMap(({ standing, from, until }) =>
    standing === null || until === own.from || (until !== null && isEarlier(until))
      ? []
      : [{ standing, fromDay: isEarlier(from) ? own.from : from, until }],
  );
  await recordStandings(
    tx,
    actor,
    restored.map((span) => ({
      ...span,
      consortiumId: row.consortium_id,
      reason,
      cause: { kind: 'appeal', id: row.id },
    })),
  );
}

export async function readDecision(tx: Tx, { consortium_id, id }: CaseRow) {
  return tx
    .selectFrom('violation_decision')
    .selectAll()
    .select(sql<string>`name_of(decided_by)`.as('by'))
    .where('consortium_id', '=', consortium_id)
    .where('case_id', '=', id)
    .executeTakeFirst();
}

export async function readAppeal(tx: Tx, { consortium_id, id }: CaseRow) {
  return tx
    .selectFrom('violation_appeal')
    .select(['text', 'made_at', 'outcome', 'reason', 'decided_at'])
    .where('consortium_id', '=', consortium_id)
    .where('case_id', '=', id)
    .executeTakeFirst();
}

async function mustHave(tx: Tx, right: string, { consortium_id }: CaseRow): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select has_right(${right}, ${consortium_id}::uuid) as may`.execute(tx);
  if (!rows[0]?.may) throw new Refusal('forbidden');
}
