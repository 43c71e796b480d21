import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { linkEvidence } from '#server/evidence/link-evidence.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustKnowTalent, mustSpeakFor, talentRules } from '#server/talent/talent-right.ts';
import { authorityOf } from '#server/vote/issue-resolution.ts';
import { type CaseTarget, readCase, readStand } from './case-row.ts';
import type { CaseActBody, FindingBody, OpenCaseBody } from './major-views.ts';
import { adjustments } from './view-case.ts';
import { yearAfter } from './year-after.ts';

/** Opens the file of a major with its figures as they stand. Throws `Refusal`: `invalid` with the fields at fault, also where one is running, `forbidden`, `not-found`. */
export async function openCase(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, major, why }: OpenCaseBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    const stand = await readStand(context, tx, consortiumId, { memberId, major });
    if (!stand)
      throw new Refusal('invalid', { fields: ['major'], detail: '这所学校没有登记这个专业，请先在“供需信息”中登记。' });
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('major_case')
      .values({
        consortium_id: consortiumId,
        id,
        member_id: memberId,
        major,
        why,
        opened_with: JSON.stringify(stand),
        person_id: actor.personId,
      })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n)
      throw new Refusal('invalid', { fields: ['major'], detail: '这个专业已有进行中的调整档案，请在那一份上办理。' });
    await recordAudit(tx, consortiumId, 'major-case.opened', id, { major });
  });
  return { id };
}

/** Adds a finding, with the evidence that shows it. Throws `Refusal`: `forbidden`, `not-found`, `action-not-possible` where the case is closed. */
export async function addFinding(
  { db }: Context,
  actor: Actor,
  target: CaseTarget,
  { text, evidenceId }: FindingBody,
): Promise<{ id: string }> {
  const { consortiumId, caseId } = target;
  const id = crypto.randomUUID();
  await db.asActor(actor, async (tx) => {
    const row = await mustRun(tx, target);
    if (evidenceId !== null) await mustSeeEvidence(tx, consortiumId, evidenceId);
    await tx
      .insertInto('major_case_finding')
      .values({
        consortium_id: consortiumId,
        id,
        case_id: caseId,
        text,
        evidence_id: evidenceId,
        person_id: actor.personId,
      })
      .execute();
    const entryId = row.state === 'adjusted' ? await entryOf(tx, consortiumId, caseId) : undefined;
    if (evidenceId !== null && entryId) await linkEvidence(tx, actor, { consortiumId, id: evidenceId }, { entryId });
    await recordAudit(tx, consortiumId, 'major-case.finding-added', caseId, { text });
  });
  return { id };
}

/**
 * Decides, or closes with what came of it. An adjustment stands in the ledger in the school's word, with the evidence of the case; it is closed a year after the decision
 * at the earliest. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`, `stale`, `action-not-possible`, and as `keepEntries`.
 */
export async function actOnCase(
  context: Context,
  actor: Actor,
  target: CaseTarget,
  body: CaseActBody,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await mustRun(tx, target);
    if (body.act === 'decide') await decide(context, tx, actor, target, row, body);
    else await close(context, tx, target, row, body);
    return { version: body.version + 1 };
  });
}

type CaseRow = Awaited<ReturnType<typeof readCase>>;

async function decide(
  context: Context,
  tx: Tx,
  actor: Actor,
  target: CaseTarget,
  { state, member_id, major }: CaseRow,
  { version, action, decidedBy, decidedOn, reference, basis }: Extract<CaseActBody, { act: 'decide' }>,
): Promise<void> {
  const { consortiumId, caseId } = target;
  if (state !== 'open') throw new Refusal('action-not-possible');
  if (action !== null && !adjustments().includes(action))
    throw new Refusal('invalid', { fields: ['action'], detail: `调整应为${adjustments().join('、')}之一，或不调整。` });
  if (decidedOn > beijingToday())
    throw new Refusal('invalid', { fields: ['decidedOn'], detail: '决定日期不能晚于今天。' });
  const authority = await authorityOf(tx, consortiumId, reference);
  if (decidedBy === 'school' && authority.kind === 'resolution')
    throw new Refusal('invalid', { fields: ['reference'], detail: '这是理事会决议的文号，请选“理事会决议”。' });
  await saveCase(tx, target, version, {
    state: action === null ? 'kept' : 'adjusted',
    action: action ?? '',
    decided_by: decidedBy,
    decided_on: decidedOn,
    reference,
    resolution_id: authority.kind === 'resolution' ? authority.id : null,
    basis,
  });
  await recordAudit(tx, consortiumId, 'major-case.decided', caseId, { action, decidedBy, reference });
  if (action === null) return;
  const [entryId] = await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'major-case',
    reason: basis,
    entries: [
      {
        recordId: caseId,
        kind: talentRules().majors.ledger,
        values: { school: member_id, major, action, decidedOn, basis: `${reference}：${basis}` },
        sides: [member_id],
      },
    ],
  });
  if (!entryId) return;
  const shown = await tx
    .selectFrom('major_case_finding')
    .select('evidence_id')
    .where('consortium_id', '=', consortiumId)
    .where('case_id', '=', caseId)
    .where('evidence_id', 'is not', null)
    .execute();
  for (const id of new Set(shown.flatMap(({ evidence_id }) => evidence_id ?? [])))
    await linkEvidence(tx, actor, { consortiumId, id }, { entryId });
}

async function close(
  context: Context,
  tx: Tx,
  target: CaseTarget,
  { state, member_id, major, decided_on, opened_with }: CaseRow,
  { version, effect }: Extract<CaseActBody, { act: 'close' }>,
): Promise<void> {
  const { consortiumId, caseId } = target;
  if (state !== 'adjusted' || decided_on === null) throw new Refusal('action-not-possible');
  const [today, from] = [beijingToday(), yearAfter(decided_on)];
  if (today < from) throw new Refusal('action-not-possible', { detail: `调整的成效在决定满一年后评价，最早${from}。` });
  const stand = await readStand(context, tx, consortiumId, { memberId: member_id, major });
  // Of a major that is no more nothing is known; what was known last stays.
  await saveCase(tx, target, version, {
    state: 'closed',
    effect,
    closed_with: JSON.stringify(stand ?? opened_with),
    closed_on: today,
  });
  await recordAudit(tx, consortiumId, 'major-case.closed', caseId, {});
}

async function mustRun(tx: Tx, target: CaseTarget): Promise<CaseRow> {
  await mustKnowTalent(tx, target.consortiumId);
  const row = await readCase(tx, target);
  await mustSpeakFor(tx, target.consortiumId, row.member_id);
  if (row.state !== 'open' && row.state !== 'adjusted')
    throw new Refusal('action-not-possible', { detail: '档案已经办结，不再变动。' });
  return row;
}

async function saveCase(
  tx: Tx,
  { consortiumId, caseId }: CaseTarget,
  version: number,
  columns: Readonly<Record<string, string | null>>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('major_case')
    .set({ ...columns, version: version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', caseId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal('stale');
}

async function mustSeeEvidence(tx: Tx, consortiumId: string, id: string): Promise<void> {
  const found = await tx
    .selectFrom('evidence')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
}

/** The ledger entry that a case has written. */
async function entryOf(tx: Tx, consortiumId: string, caseId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('ledger_source')
    .select('entry_id')
    .where('consortium_id', '=', consortiumId)
    .where('noun', '=', 'major-case')
    .where('record_id', '=', caseId)
    .executeTakeFirst();
  return row?.entry_id;
}
