import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { recordStanding, recordStandings, type StandingOrder } from '#server/standing/record-standing.ts';
import { firstAcceptance, isWeak } from './load-acceptance.ts';
import type { Monitored, MonitoredConsortium } from './make-monitored.ts';
import type { StoryName } from './stories.ts';

const revoked = { opened: '2025-02-24', heard: '2025-03-10', on: '2025-04-15', document: '示例教职成函〔2025〕2号' };

/** What became of the listed: the first batch accepted or to be put right, one revoked in 2025, one suspected by somebody who gave no name. */
export async function loadStandings(
  context: Context,
  ministry: Actor,
  { consortia }: Monitored,
  acceptanceId: string,
): Promise<void> {
  const of = (name: StoryName) => consortia.filter(({ story }) => story.name === name);
  const cause: StandingOrder['cause'] = { kind: 'acceptance', id: acceptanceId };
  await context.db.asActor(ministry, async (tx) => {
    const first = consortia.filter(({ batch }) => batch === 0);
    await recordStandings(
      tx,
      ministry,
      first.map((one) => ({
        consortiumId: one.id,
        standing: isWeak(one) ? 'rectifying' : 'accepted',
        fromDay: firstAcceptance.on,
        reason: isWeak(one) ? '部分承诺未兑现，限期整改（虚构示例）。' : '验收通过（虚构示例）。',
        document: firstAcceptance.number,
        cause,
      })),
    );
  });
  for (const consortium of of('revoked')) await revoke(context, ministry, consortium);
  for (const { id } of of('reported')) await context.db.asOwner((tx) => report(tx, id));
}

/** Two years whose plan was not fulfilled: the case that opened by itself, the hearing, the decision and an appeal in vain. */
async function revoke({ db }: Context, ministry: Actor, { id, number, province }: MonitoredConsortium): Promise<void> {
  const case_id = exampleId('case', number);
  const key = { consortium_id: id, case_id };
  const secretary = exampleId('person', `secretariat-${number + 1}`);
  const officer = exampleId('person', `province-${province + 1}`);
  const at = (day: string) => `${day}T10:00:00+08:00`;
  await db.asOwner(async (tx) => {
    await tx
      .insertInto('violation_case')
      .values({
        consortium_id: id,
        id: case_id,
        number: 'WG2025-000000',
        origin: 'strikes',
        state: 'decided',
        version: 4,
        opened_at: at(revoked.opened),
      })
      .execute();
    await tx
      .insertInto('violation_report')
      .values({
        ...key,
        text: '2023年、2024年年度建设计划未完成，应予调出（虚构示例）。',
        facts: JSON.stringify({ years: [2023, 2024] }),
        opened_by: officer,
      })
      .execute();
    await tx
      .insertInto('violation_note')
      .values({
        ...key,
        text: '已调阅两年自评报告和台账：校企共建、学徒培养连续下降，运行经费到位不足六成（虚构示例）。',
        person_id: officer,
        at: at('2025-03-03'),
      })
      .execute();
    await tx
      .insertInto('violation_hearing')
      .values({
        ...key,
        question: '请说明连续两年未完成年度建设计划的原因，以及是否有继续建设的能力（虚构示例）。',
        due_on: '2025-03-25',
        asked_by: officer,
        asked_at: at(revoked.heard),
        answer: '牵头企业停产，园区调整主导产业，短期内难以恢复建设（虚构示例）。',
        answered_by: secretary,
        answered_at: at('2025-03-21'),
      })
      .execute();
    await tx
      .insertInto('violation_decision')
      .values({
        ...key,
        outcome: 'revocation',
        standing: 'revoked',
        from_day: revoked.on,
        reason: '连续两年未完成年度建设计划，且不具备继续建设的条件，取消资格（虚构示例）。',
        answer: '经核查属实，已取消资格（虚构示例）。',
        document: revoked.document,
        withdrawn: JSON.stringify([{ kind: 'right', id: '1', text: '不再使用“市域产教联合体”名义（虚构示例）' }]),
        told: '[]',
        appeal_until: '2025-06-14',
        decided_by: ministry.personId,
        at: at(revoked.on),
      })
      .execute();
    await tx
      .insertInto('violation_appeal')
      .values({
        ...key,
        text: '申请保留资格一年，以便引入新的牵头企业（虚构示例）。',
        made_by: secretary,
        made_at: at('2025-05-20'),
        outcome: 'dismissed',
        reason: '所提理由不足以改变原决定（虚构示例）。',
        decided_by: ministry.personId,
        decided_at: at('2025-06-11'),
      })
      .execute();
  });
  await db.asActor(ministry, (tx) =>
    recordStanding(tx, ministry, {
      consortiumId: id,
      standing: 'revoked',
      fromDay: revoked.on,
      reason: '连续两年未完成年度建设计划，取消资格（虚构示例）。',
      document: revoked.document,
      cause: { kind: 'case', id: case_id },
    }),
  );
}

/** As anybody reports: without a name, and with a secret that nobody kept. */
async function report(tx: Tx, consortiumId: string): Promise<void> {
  const secret = createHash('sha256').update(exampleId('secret', consortiumId)).digest('hex');
  const text = '2025年下半年公布的企业职工培训人数与实际参加人数相差较大，建议核查签到记录（虚构示例）。';
  await sql`select take_report(${consortiumId}::uuid, ${text}, '', '', ${secret}, '[]'::jsonb)`.execute(tx);
}
