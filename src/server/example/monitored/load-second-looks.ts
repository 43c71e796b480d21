import { type Acceptance, readAcceptance } from '#server/acceptance/acceptance-row.ts';
import { readOutcomes } from '#server/acceptance/outcomes.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { publish, readPublications } from '#server/selection/publications.ts';
import { recordStanding } from '#server/standing/record-standing.ts';
import { proofOf } from './load-proofs.ts';
import type { MonitoredConsortium } from './make-monitored.ts';

const second = { on: '2024-12-02', number: '示例教职成函〔2024〕15号' } as const;
const reason = '整改措施到位，承诺的学徒培养和运行经费已补足，复核通过（虚构示例）。';

/**
 * What became of rectifications: one was visited, passed its second look and is accepted since; another has just reported and waits for the visit that
 * the ministry has set. Who was revoked never reported.
 */
export async function loadSecondLooks(
  context: Context,
  ministry: Actor,
  { acceptanceId, consortia }: { acceptanceId: string; consortia: readonly MonitoredConsortium[] },
): Promise<void> {
  const of = (name: string) => consortia.filter(({ story }) => story.name === name);
  await context.db.asOwner(async (tx) => {
    const acceptance = await readAcceptance(context, tx, acceptanceId);
    for (const consortium of of('rectifying')) await passAgain(tx, ministry, acceptance, consortium);
    for (const consortium of of('over-promiser')) await waitFor(tx, ministry, acceptanceId, consortium);
  });
  for (const { id } of of('rectifying'))
    await context.db.asActor(ministry, (tx) =>
      recordStanding(tx, ministry, {
        consortiumId: id,
        standing: 'accepted',
        fromDay: second.on,
        reason,
        document: second.number,
        cause: { kind: 'acceptance', id: acceptanceId },
      }),
    );
}

async function report(tx: Tx, batch_id: string, consortium: MonitoredConsortium, at: string): Promise<void> {
  await tx
    .insertInto('acceptance_rectification')
    .values({
      consortium_id: consortium.id,
      batch_id,
      version: 1,
      text: '对照理由逐项整改：新签学徒协议，补足运行经费，台账补充凭证（虚构示例）。',
      evidence: [proofOf(consortium, 2024)],
      person_id: exampleId('person', `secretariat-${consortium.number + 1}`),
      at,
    })
    .execute();
}

const pointsFound = (outcome: 'settled' | null) =>
  JSON.stringify(
    ['新签学徒协议是否履行', '运行经费是否到位', '台账凭证是否齐全'].map((text, at) => ({
      id: `point-${at + 1}`,
      text: `${text}（虚构示例）`,
      outcome,
      note: outcome === null ? '' : '查看原件，属实（虚构示例）',
    })),
  );

async function passAgain(
  tx: Tx,
  { personId }: Actor,
  { id: batch_id, title, rules, issuer }: Acceptance,
  consortium: MonitoredConsortium,
): Promise<void> {
  await report(tx, batch_id, consortium, '2024-10-25T10:00:00+08:00');
  const key = { consortium_id: consortium.id, batch_id };
  await tx
    .insertInto('acceptance_look')
    .values({
      ...key,
      version: 1,
      reason: '核对整改措施是否到位（虚构示例）',
      day: '2024-11-14',
      place: '依托园区（虚构示例）',
      people: '部级甲、专家甲（虚构）',
      points: pointsFound('settled'),
      conclusion: '各项整改措施已经落实，建议复核通过（虚构示例）。',
      edit: 3,
      opened_by: personId,
      opened_at: '2024-11-04T10:00:00+08:00',
      ended_by: personId,
      ended_at: '2024-11-18T16:00:00+08:00',
    })
    .execute();
  const listed = (await readPublications(tx, batch_id)).list?.content.items ?? [];
  const items = listed
    .filter(({ consortiumId }) => consortiumId === consortium.id)
    .map((item) => ({ ...item, outcome: { label: rules.outcomes.pass.label, reason, dueOn: null } }));
  const published = await publish(
    tx,
    { batchId: batch_id, personId },
    {
      kind: 'notice',
      number: second.number,
      title: `${title}整改复核结果：${consortium.name}`,
      published_on: second.on,
      content: { issuer, text: reason, items },
    },
  );
  const [before] = (await readOutcomes(tx, batch_id, consortium.id)).get(consortium.id) ?? [];
  const judgements = before?.judgements.map((one) =>
    one.verdict === 'met'
      ? one
      : { ...one, verdict: 'met', value: String(one.threshold), because: '整改后达到（虚构示例）' },
  );
  await tx
    .insertInto('acceptance_outcome')
    .values({
      ...key,
      version: 2,
      act: 'second-look',
      outcome: 'pass',
      reason,
      judgements: JSON.stringify(judgements),
      publication_id: published.id,
      decided_by: personId,
      at: `${second.on}T10:00:00+08:00`,
    })
    .execute();
  await moveTo(tx, key, 'passed', 6);
}

async function waitFor(tx: Tx, { personId }: Actor, batch_id: string, consortium: MonitoredConsortium): Promise<void> {
  await report(tx, batch_id, consortium, '2024-10-30T15:00:00+08:00');
  const key = { consortium_id: consortium.id, batch_id };
  await tx
    .insertInto('acceptance_look')
    .values({
      ...key,
      version: 1,
      reason: '核对整改措施是否到位（虚构示例）',
      day: '2024-11-21',
      place: '依托园区（虚构示例）',
      people: '部级甲（虚构）',
      points: pointsFound(null),
      opened_by: personId,
      opened_at: '2024-11-05T10:00:00+08:00',
    })
    .execute();
  await moveTo(tx, key, 'rectified', 5);
}

async function moveTo(
  tx: Tx,
  key: { consortium_id: string; batch_id: string },
  state: string,
  version: number,
): Promise<void> {
  await tx
    .updateTable('acceptance_case')
    .set({ state, version })
    .where('consortium_id', '=', key.consortium_id)
    .where('batch_id', '=', key.batch_id)
    .execute();
}
