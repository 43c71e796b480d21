import { sql } from 'kysely';
import { z } from 'zod';
import { judge, suggestedOutcome } from '#core/acceptance/judge.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import { readStages } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type Acceptance, readAcceptance } from './acceptance-row.ts';
import { type Case, caseStateOf, readCase, Texts } from './case-row.ts';
import { readLooks } from './look-row.ts';
import { Judgement, readOutcomes } from './outcomes.ts';
import { AcceptanceRecord, factsOf, readRecords } from './read-record.ts';
import { turnText } from './turn-text.ts';
import { outcomeLabels, viewOutcome, viewStages } from './view-acceptance.ts';

/** A report as it was frozen: the record of that moment, the texts, and how the criteria were judged by it. */
const FrozenReport = AcceptanceRecord.extend({ texts: Texts, judgements: z.array(Judgement) });

/**
 * A consortium's acceptance for whoever sees the consortium: the latest, or that of `batchId`. Until the self-report is sent the record is the live one;
 * afterwards the frozen one. Throws `Refusal('not-found')`.
 */
export async function viewCase(context: Context, actor: Actor, consortiumId: string, batchId: string | undefined) {
  return context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const acceptances = await tx
      .selectFrom('acceptance_case')
      .innerJoin('acceptance', 'acceptance.batch_id', 'acceptance_case.batch_id')
      .innerJoin('batch', 'batch.id', 'acceptance.batch_id')
      .select(['batch.id', 'batch.title'])
      .where('consortium_id', '=', consortiumId)
      .orderBy('opened_at', 'desc')
      .execute();
    const id = batchId ?? acceptances[0]?.id;
    if (id === undefined) return { acceptances, acceptance: null };
    const row = await readCase(tx, consortiumId, id);
    const acceptance = await readAcceptance(context, tx, id);
    return { acceptances, acceptance: await viewOne(tx, actor, acceptance, row) };
  });
}

async function viewOne(tx: Tx, actor: Actor, acceptance: Acceptance, row: Case) {
  const { rules } = acceptance;
  const state = caseStateOf(row.state);
  const frozen = row.report === null ? undefined : FrozenReport.parse(row.report);
  const live = frozen ?? (await readRecords(tx, acceptance, [row.consortium_id])).get(row.consortium_id);
  if (!live) throw new Error('a record that was read is missing');
  const judgements = frozen?.judgements ?? judge(acceptance.criteria, factsOf(live));
  const texts = frozen?.texts ?? Texts.parse(row.texts);
  const acts = (await readOutcomes(tx, row.batch_id, row.consortium_id)).get(row.consortium_id) ?? [];
  const latest = acts.at(-1);
  const actions = new Set(actionsFor(rules.workflow, state, await rolesOver(tx, actor, row.consortium_id)));
  const isPublished = row.published_version !== null;
  const decides = acceptance.isOffice && (actions.has('pass') || actions.has('fail') || actions.has('rectify'));
  const looks = await readLooks(tx, { consortiumId: row.consortium_id, batchId: row.batch_id });
  const look = looks.find(({ version }) => version === latest?.version);
  const isVisiting = look !== undefined && look.ended_at === null;
  return {
    id: acceptance.id,
    title: acceptance.title,
    year: acceptance.year,
    version: row.version,
    province: row.province,
    state,
    stateLabel: rules.workflow.states[state].label,
    next: turnText(state, latest),
    stages: viewStages(acceptance, await readStages(tx, acceptance.id)),
    texts: rules.texts.map(({ id, label, limit }) => ({ id, label, limit, text: texts[id] ?? '' })),
    record: AcceptanceRecord.parse(live),
    judgements: [...judgements],
    suggested: suggestedOutcome(judgements) ?? null,
    ...(await readSigned(tx, row)),
    applicationId: row.application_id,
    outcomes: acts.map((act) => viewOutcome(acceptance, row, act)),
    outcomeLabels: outcomeLabels(acceptance),
    rectificationDays: rules.rectificationDays,
    rectifications: await readRectifications(tx, row),
    looks: looks.map(({ ended_at, ...look }) => ({ ...look, endedAt: ended_at?.toISOString() ?? null })),
    handedOn: await readUses(tx, acceptance, row),
    canReport: actions.has('report'),
    canOpine: actions.has('opine'),
    canRectify: actions.has('send-rectification'),
    canDecide: decides && !isPublished,
    canLookAgain:
      decides &&
      !isVisiting &&
      (state === 'rectified' || (state === 'rectifying' && (latest?.due_on ?? '') < beijingToday())),
    canVisit: decides && state === 'rectified' && (look === undefined || isVisiting),
    canAppeal: decides && (state === 'passed' || state === 'failed'),
  };
}

/** What was sent and said, with who did. */
async function readSigned(tx: Tx, row: Case) {
  const { rows } = await sql<{ reporter: string | null; opiner: string | null }>`
    select name_of(${row.reported_by}::uuid) as reporter, name_of(${row.opined_by}::uuid) as opiner`.execute(tx);
  const [{ reporter = null, opiner = null } = {}] = rows;
  return {
    report:
      row.digest === null || row.reported_at === null
        ? null
        : { digest: row.digest, by: reporter ?? '', at: row.reported_at.toISOString() },
    opinion:
      row.opinion === null || row.supports === null || row.opined_at === null
        ? null
        : { supports: row.supports, text: row.opinion, by: opiner ?? '', at: row.opined_at.toISOString() },
  };
}

async function readRectifications(tx: Tx, { consortium_id, batch_id }: Case) {
  const { rows } = await sql<{
    version: number;
    text: string;
    evidence: { id: string; title: string }[];
    by: string;
    at: Date;
  }>`
    select r.version, r.text, name_of(r.person_id) as by, r.at,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title) order by e.title) from evidence e
        where e.consortium_id = r.consortium_id and e.id = any(r.evidence)), '[]') as evidence
    from acceptance_rectification r
    where r.consortium_id = ${consortium_id}::uuid and r.batch_id = ${batch_id}::uuid order by r.version`.execute(tx);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** For which of the notice's uses the outcome was handed on, as far as the actor may know. */
async function readUses(tx: Tx, { rules }: Acceptance, { batch_id, province_id }: Case) {
  const rows = await tx
    .selectFrom('acceptance_use')
    .select(['use', 'recipient', 'at'])
    .where('batch_id', '=', batch_id)
    .where('unit_id', '=', province_id)
    .orderBy('at')
    .execute();
  return rows.map(({ use, recipient, at }) => ({
    use: rules.uses.find(({ id }) => id === use)?.label ?? use,
    recipient,
    at: at.toISOString(),
  }));
}
