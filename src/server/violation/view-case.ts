import { sql } from 'kysely';
import { z } from 'zod';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { Told } from '#server/standing/tell-of-standing.ts';
import { readAppeal, readDecision } from './appeal-decision.ts';
import { type CaseRow, caseRules, readCase, selectCases } from './case-row.ts';
import { type CaseView, Withdrawn } from './case-views.ts';

type View = z.infer<typeof CaseView>;

/** Cases that the actor may see, those still open first, then the latest. */
export async function listCases(
  { db }: Context,
  actor: Actor,
  { consortium, limit, offset }: { consortium?: string | undefined; limit: number; offset: number },
) {
  return db.readAs(actor, async (tx) => {
    const rows = await selectCases(tx)
      .select(sql<number>`count(*) over ()`.as('total'))
      .$if(consortium !== undefined, (query) => query.where('violation_case.consortium_id', '=', consortium ?? ''))
      .orderBy(sql`state = 'decided'`)
      .orderBy('opened_at', 'desc')
      .orderBy('violation_case.id')
      .limit(limit)
      .offset(offset)
      .execute();
    return { total: rows[0]?.total ?? 0, items: rows.map((row) => headOf(row as CaseRow)) };
  });
}

/** A case as the actor may see it: an office all of it, the consortium what it was asked, what it answered and what was decided. */
export async function viewCase({ db }: Context, actor: Actor, id: string): Promise<View> {
  return db.readAs(actor, async (tx) => {
    const row = await readCase(tx, id);
    const key = { consortium_id: row.consortium_id, case_id: row.id };
    const report = await readReportOf(tx, row);
    const notes = await tx
      .selectFrom('violation_note')
      .select(['text', 'at', sql<string>`name_of(person_id)`.as('by')])
      .where('consortium_id', '=', key.consortium_id)
      .where('case_id', '=', key.case_id)
      .orderBy('at')
      .execute();
    const files = await tx
      .selectFrom('violation_file')
      .select(['digest', 'side', 'name', 'media_type', 'bytes'])
      .where('consortium_id', '=', key.consortium_id)
      .where('case_id', '=', key.case_id)
      .orderBy('at')
      .execute();
    const hearings = await tx
      .selectFrom('violation_hearing')
      .select(['id', 'question', 'due_on', 'asked_at', 'answer', 'answered_at'])
      .select(sql<string | null>`name_of(answered_by)`.as('by'))
      .where('consortium_id', '=', key.consortium_id)
      .where('case_id', '=', key.case_id)
      .orderBy('asked_at')
      .execute();
    const decision = await readDecision(tx, row);
    const appeal = await readAppeal(tx, row);
    const { outcomes } = caseRules();
    return {
      ...headOf(row),
      version: row.version,
      can: await whatCan(tx, actor, row, {
        decision,
        appeal,
        hasOpenHearing: hearings.some((each) => each.answer === null),
      }),
      report,
      notes: notes.map((note) => ({ ...note, at: note.at.toISOString() })),
      files: files.map(({ media_type, side, ...file }) => ({
        ...file,
        side: side as View['files'][number]['side'],
        mediaType: media_type,
      })),
      hearings: hearings.map(({ id: hearingId, question, due_on, asked_at, answer, answered_at, by }) => ({
        id: hearingId,
        question,
        dueOn: due_on,
        askedAt: asked_at.toISOString(),
        answer: answer === null ? null : { text: answer, by: by ?? '', at: answered_at?.toISOString() ?? '' },
      })),
      decision: decision ? decisionView(decision) : null,
      answer: report && decision ? decision.answer : null,
      appeal: appeal
        ? {
            text: appeal.text,
            at: appeal.made_at.toISOString(),
            outcome: appeal.outcome as 'upheld' | 'dismissed' | null,
            reason: appeal.reason,
            decidedAt: appeal.decided_at?.toISOString() ?? null,
          }
        : null,
      outcomes: Object.entries(outcomes).map(([outcome, { label, until, standing }]) => ({
        id: outcome,
        label,
        until,
        isSanction: standing !== null,
      })),
    };
  });
}

/** A decision with the notice's words and what it withdrew. */
export function decisionView(decision: NonNullable<Awaited<ReturnType<typeof readDecision>>>) {
  return {
    outcome: decision.outcome,
    label: caseRules().outcomes[decision.outcome]?.label ?? decision.outcome,
    standing: decision.standing,
    fromDay: decision.from_day,
    until: decision.until,
    reason: decision.reason,
    document: decision.document,
    withdrawn: z.array(Withdrawn).parse(decision.withdrawn),
    told: z.array(Told).parse(decision.told),
    appealUntil: decision.appeal_until,
    by: decision.by,
    at: decision.at.toISOString(),
  };
}

function headOf({ id, number, consortium_id, consortium, province, origin, state, opened_at }: CaseRow) {
  const { origins, workflow } = caseRules();
  return {
    id,
    number,
    consortium: { id: consortium_id, name: consortium },
    province,
    origin,
    originLabel: origins[origin],
    state,
    stateLabel: workflow.states[state].label,
    openedAt: opened_at.toISOString(),
  };
}

/** The report, for those who look into the case: row-level security keeps it from the consortium. */
async function readReportOf(tx: Tx, { consortium_id, id }: CaseRow) {
  const row = await tx
    .selectFrom('violation_report')
    .select(['text', 'name', 'contact', sql<string | null>`name_of(opened_by)`.as('by')])
    .where('consortium_id', '=', consortium_id)
    .where('case_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

type Stage = {
  decision: Awaited<ReturnType<typeof readDecision>>;
  appeal: Awaited<ReturnType<typeof readAppeal>>;
  hasOpenHearing: boolean;
};

async function whatCan(tx: Tx, actor: Actor, row: CaseRow, { decision, appeal, hasOpenHearing }: Stage) {
  const roles = await rolesOver(tx, actor, row.consortium_id);
  const actions = new Set(actionsFor(caseRules().workflow, row.state, roles));
  const { rows } = await sql<{ handles: boolean; answers: boolean; decides: boolean }>`
    select has_right('handle-case', ${row.consortium_id}::uuid) as handles, has_right('answer-case', ${row.consortium_id}::uuid) as answers,
      has_right('decide-standing', ${row.consortium_id}::uuid) as decides`.execute(tx);
  const { handles = false, answers = false, decides = false } = rows[0] ?? {};
  const isOpen = row.state !== 'decided';
  return {
    note: handles && isOpen,
    hear: actions.has('hear'),
    answer: answers && row.state === 'hearing' && hasOpenHearing,
    dismiss: actions.has('dismiss'),
    sanction: actions.has('sanction'),
    addFile: isOpen && (handles || (answers && row.state === 'hearing')),
    appeal: answers && decision?.standing != null && appeal === undefined && beijingToday() <= decision.appeal_until,
    decideAppeal: decides && appeal?.outcome === null,
  };
}
