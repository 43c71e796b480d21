import { sql } from 'kysely';
import { judge } from '#core/acceptance/judge.ts';
import { digestAnswers } from '#documents/print/digest-answers.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { digestOf } from '#server/selection/basis.ts';
import { readVerified } from '#server/verification/read-verified.ts';
import { type Acceptance, readAcceptance } from './acceptance-row.ts';
import { type Case, lockCase, moveCase, Texts, withinStage } from './case-row.ts';
import { type AcceptanceRecord, factsOf, readRecords } from './read-record.ts';
import { reportAnswers } from './report-answers.ts';
import { tellOfAcceptance } from './tell-of-acceptance.ts';

export type CaseOrder = { consortiumId: string; batchId: string; version: number };

/**
 * Sends a self-report, once: the record as it stands is frozen with the texts under a digest, and becomes what experts read. Throws
 * `Refusal('remarks-missing')` while a text is empty, `Refusal('stage-closed')` for one that is late, `Refusal('action-not-possible')` the second time.
 */
export async function sendReport(
  context: Context,
  actor: Actor,
  { consortiumId, batchId, version }: CaseOrder,
): Promise<{ version: number }> {
  await context.db.asActor(actor, async (tx) => {
    const acceptance = await readAcceptance(context, tx, batchId);
    const row = await lockCase(tx, consortiumId, batchId, version);
    const texts = Texts.parse(row.texts);
    const holds = await withinStage(tx, batchId, 'application');
    const record = (await readRecords(tx, acceptance, [consortiumId])).get(consortiumId);
    if (!record) throw new Error('a record that was read is missing');
    const empty = acceptance.rules.texts.filter(({ id }) => (texts[id] ?? '').trim() === '');
    if (row.state === 'reporting' && holds.length > 0 && empty.length > 0)
      throw new Refusal('invalid', {
        fields: empty.map(({ id }) => `texts.${id}`),
        detail: `还没有填写：${empty.map(({ label }) => label).join('、')}。`,
      });
    const report = { ...record, texts, judgements: judge(acceptance.criteria, factsOf(record)) };
    const digest = digestOf(report);
    const application_id = row.state === 'reporting' ? await enter(tx, acceptance, row, record) : null;
    await moveCase(tx, actor, acceptance, row, {
      action: 'report',
      holds,
      change: {
        report: JSON.stringify(report),
        digest,
        reported_by: actor.personId,
        reported_at: new Date(),
        application_id,
      },
    });
    await recordAudit(tx, consortiumId, 'acceptance.reported', batchId, { digest });
    await tellOfAcceptance(tx, row, {
      roles: ['provincial-officer'],
      text: `${row.consortium}已报送“${acceptance.title}”的自评报告，请出具省级意见。`,
    });
  });
  return { version: version + 1 };
}

/** The self-report as an application of the acceptance's batch: what experts are assigned to, read and visit. */
async function enter(
  tx: Tx,
  { ofBatch, pack, year }: Acceptance,
  { consortium_id, batch_id }: Pick<Case, 'consortium_id' | 'batch_id'>,
  record: AcceptanceRecord,
): Promise<string> {
  const listed = await tx
    .selectFrom('application')
    .select(['id', 'consortium_id'])
    .where('consortium_id', '=', consortium_id)
    .where('batch_id', '=', ofBatch.id)
    .executeTakeFirst();
  const { verified = {} } = (listed && (await readVerified(tx, [listed])).get(listed.id)) ?? {};
  const { answers, cells } = reportAnswers(pack, verified, record, year);
  const digest = digestAnswers(pack.id, answers);
  const receipt = `ZP-${digest.slice(0, 12).toUpperCase()}`;
  const { rows } = await sql<{ id: string | null }>`
    select take_self_report(${consortium_id}::uuid, ${batch_id}::uuid, ${JSON.stringify(cells)}::jsonb, ${JSON.stringify(answers)}::jsonb,
      ${digest}, ${receipt}) as id`.execute(tx);
  const id = rows[0]?.id;
  if (!id) throw new Refusal('forbidden');
  return id;
}
