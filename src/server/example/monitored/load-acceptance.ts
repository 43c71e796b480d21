import type { AcceptanceOutcome } from '#core/acceptance/acceptance-rules.ts';
import { judge } from '#core/acceptance/judge.ts';
import { type Acceptance, readAcceptance } from '#server/acceptance/acceptance-row.ts';
import { factsOf, readRecords } from '#server/acceptance/read-record.ts';
import { reportAnswers } from '#server/acceptance/report-answers.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { digestOf } from '#server/selection/basis.ts';
import { publish, readPublications } from '#server/selection/publications.ts';
import { loadApplications } from './load-applications.ts';
import type { MonitoredConsortium } from './make-monitored.ts';

/** The first batch's acceptance: when reports closed, when its outcomes were published, and by when the weak had to be better. */
export const firstAcceptance = {
  deadline: '2024-01-15',
  draft: '2024-03-29',
  on: '2024-04-12',
  due: '2024-10-31',
  number: '示例教职成函〔2024〕3号',
} as const;

/** Who did not pass at once. */
export function isWeak({ story: { name } }: MonitoredConsortium): boolean {
  return name === 'revoked' || name === 'over-promiser' || name === 'rectifying';
}

const outcomeOf = (consortium: MonitoredConsortium): AcceptanceOutcome => (isWeak(consortium) ? 'rectify' : 'pass');
const reasonOf = (consortium: MonitoredConsortium) =>
  isWeak(consortium) ? '部分承诺未兑现，限期整改（虚构示例）。' : '承诺和观测点达到标准，验收通过（虚构示例）。';

type Order = { ofBatch: string; consortia: readonly MonitoredConsortium[] };

/**
 * The acceptance of the first batch as it stands since: self-reports filled from the record, opinions, outcomes and the published list. Written at once, as it
 * lies in the past; each report and judgement is what the commands would make of the record. Gives its id.
 */
export async function loadAcceptance(
  context: Context,
  ministry: Actor,
  { ofBatch, consortia }: Order,
): Promise<string> {
  return context.db.asOwner(async (tx) => {
    const id = await openPast(context, tx, ministry, ofBatch);
    const acceptance = await readAcceptance(context, tx, id);
    const records = await readRecords(
      tx,
      acceptance,
      consortia.map((one) => one.id),
    );
    const texts = Object.fromEntries(
      acceptance.rules.texts.map(({ id, label }) => [id, `${label}见所附材料（虚构示例）。`]),
    );
    const reports = consortia.flatMap((consortium) => {
      const record = records.get(consortium.id);
      if (!record) return [];
      return [
        { consortium, record, report: { ...record, texts, judgements: judge(acceptance.criteria, factsOf(record)) } },
      ];
    });
    const stored = context.packs.byId(acceptance.pack.id);
    if (!stored) throw new Error('the current pack is not stored');
    await loadApplications(tx, stored, {
      batchId: id,
      deadline: firstAcceptance.deadline,
      applying: reports.map(({ consortium, record }) => ({
        consortium,
        state: 'admitted',
        answers: reportAnswers(acceptance.pack, consortium.answers, record, acceptance.year).answers,
      })),
    });
    await tx
      .insertInto('acceptance_case')
      .values(
        reports.map(({ consortium, report }) => ({
          consortium_id: consortium.id,
          batch_id: id,
          state: 'review',
          version: 3,
          texts: JSON.stringify(texts),
          report: JSON.stringify(report),
          digest: digestOf(report),
          reported_by: exampleId('person', `secretariat-${consortium.number + 1}`),
          reported_at: `${firstAcceptance.deadline}T02:00:00Z`,
          application_id: exampleId('application', id, consortium.number),
          supports: !isWeak(consortium),
          opinion: isWeak(consortium)
            ? '承诺兑现不足，建议整改后复核（虚构示例）。'
            : '材料真实，建议通过（虚构示例）。',
          opined_by: exampleId('person', `province-${consortium.province + 1}`),
          opined_at: '2024-01-26T02:00:00Z',
        })),
      )
      .execute();
    await tx
      .insertInto('acceptance_outcome')
      .values(
        reports.map(({ consortium, report }) => ({
          consortium_id: consortium.id,
          batch_id: id,
          version: 1,
          act: 'decision',
          outcome: outcomeOf(consortium),
          reason: reasonOf(consortium),
          due_on: isWeak(consortium) ? firstAcceptance.due : null,
          judgements: JSON.stringify(report.judgements),
          decided_by: ministry.personId,
          at: `${firstAcceptance.draft}T02:00:00Z`,
        })),
      )
      .execute();
    await publishPast(tx, ministry, { acceptance, consortia });
    return id;
  });
}

async function openPast(context: Context, tx: Tx, ministry: Actor, ofBatch: string): Promise<string> {
  const { pack_digest, unit_id } = await tx
    .selectFrom('batch')
    .select(['pack_digest', 'unit_id'])
    .where('id', '=', ofBatch)
    .executeTakeFirstOrThrow();
  const { pack } = await context.packs.byDigest(pack_digest);
  const id = exampleId('acceptance', 1);
  await tx
    .insertInto('batch')
    .values({
      id,
      unit_id,
      pack_digest,
      title: '第一批市域产教联合体验收（虚构示例）',
      kind: 'acceptance',
      quota: 1000,
      readers: pack.batch.readers,
      weights: '{}',
    })
    .execute();
  const closed = Date.parse(`${firstAcceptance.deadline}T15:59:59Z`);
  await tx
    .insertInto('batch_stage')
    .values(
      (pack.monitoring?.acceptance?.stages ?? []).map(({ id: stage, days }, position) => ({
        batch_id: id,
        stage,
        position,
        closes_at: new Date(closed + days * 86_400_000),
      })),
    )
    .execute();
  await tx
    .insertInto('acceptance')
    .values({
      batch_id: id,
      of_batch: ofBatch,
      year: 2023,
      thresholds: '{}',
      opened_by: ministry.personId,
      opened_at: '2023-12-01T02:00:00Z',
    })
    .execute();
  return id;
}

async function publishPast(
  tx: Tx,
  ministry: Actor,
  { acceptance, consortia }: { acceptance: Acceptance; consortia: readonly MonitoredConsortium[] },
): Promise<void> {
  const { id, issuer, rules, ofBatch, unitId } = acceptance;
  const listed = (await readPublications(tx, ofBatch.id)).list?.content.items ?? [];
  const items = consortia.flatMap((consortium) => {
    const item = listed.find(({ consortiumId }) => consortiumId === consortium.id);
    const outcome = {
      label: rules.outcomes[outcomeOf(consortium)].label,
      reason: reasonOf(consortium),
      dueOn: isWeak(consortium) ? firstAcceptance.due : null,
    };
    return item ? [{ ...item, outcome }] : [];
  });
  const content = { issuer, text: '经自评、省级意见、审阅和考察，现公布验收结果（虚构示例）。', items };
  const by = { batchId: id, personId: ministry.personId };
  const title = '第一批市域产教联合体验收结果';
  await publish(tx, by, {
    kind: 'publicity',
    number: '',
    title: `${title}（公示）`,
    published_on: firstAcceptance.draft,
    content,
  });
  const { digest } = await publish(tx, by, {
    kind: 'list',
    number: firstAcceptance.number,
    title,
    published_on: firstAcceptance.on,
    content,
  });
  await recordSystemAudit(tx, unitId, 'acceptance.published', id, { publication: digest });
  for (const [state, weak] of [
    ['passed', false],
    ['rectifying', true],
  ] as const) {
    const own = consortia.filter((one) => isWeak(one) === weak).map((one) => one.id);
    await tx
      .updateTable('acceptance_case')
      .set({ state, version: 4, published_version: 1 })
      .where('batch_id', '=', id)
      .where('consortium_id', 'in', own)
      .execute();
  }
}
