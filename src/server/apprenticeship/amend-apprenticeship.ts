import { sql } from 'kysely';
import pg from 'pg';
import type { Terms } from '#core/apprenticeship/agreement.ts';
import { type AmendmentAction, amendmentActionsOf, amendmentSteps, changesOf } from '#core/apprenticeship/amendment.ts';
import { alertsOfStudent, alertsOfTerms } from '#core/apprenticeship/placement-alerts.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { awaitedForAmendment, mayAmend, readAmendmentSignatures, readAmendments } from './amendment-row.ts';
import { type ApprenticeRow, readApprentices } from './apprentice-row.ts';
import { apprenticeshipRules } from './apprenticeship-right.ts';
import {
  type ApprenticeshipTarget,
  type HeldApprenticeship,
  lockApprenticeship,
  tellOther,
  updateApprenticeship,
} from './apprenticeship-row.ts';
import type { AmendmentBody } from './apprenticeship-views.ts';
import { refuseTaken } from './call-students.ts';
import { keepApprenticeshipEntries } from './keep-apprenticeship-entries.ts';

/**
 * A member proposes to extend a running agreement, or to change its terms, and signs it by that. Throws `Refusal`: `invalid` with the fields
 * at fault, `placement-barred` by the rules on placements, `apprentice-taken` where a student is placed elsewhere by then, `action-not-possible` where it does not run or
 * another is being signed, `stale`, `forbidden`, `not-found`.
 */
export async function proposeAmendment(
  { db }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  { terms, endsOn, reason, version }: AmendmentBody,
): Promise<{ number: number; version: number }> {
  const { consortiumId, apprenticeshipId } = target;
  return db.asActor(actor, async (tx) => {
    const row = await lockApprenticeship(tx, target, version);
    const amendments = await readAmendments(tx, target);
    const students = await readApprentices(tx, target);
    if (!mayAmend(row, students, amendments, beijingToday()))
      throw new Refusal('action-not-possible', { state: row.state, detail: notNow });
    mustBeLonger(row, endsOn);
    if (changesOf({ ...row.terms, endsOn: row.ends_on }, { ...terms, endsOn }).length === 0)
      throw new Refusal('invalid', { fields: ['endsOn'], detail: '没有改动，请改结束日期或协议内容后再提出。' });
    mustBeAllowed(row, terms, endsOn, students);
    if (await overlaps(tx, target, endsOn)) throw new Refusal('apprentice-taken', { fields: ['endsOn'] });
    const number = (amendments.at(-1)?.number ?? 0) + 1;
    await refuseSecond(
      tx
        .insertInto('apprenticeship_amendment')
        .values({
          ...{ consortium_id: consortiumId, apprenticeship_id: apprenticeshipId, number, reason, side: row.side },
          ...{ text: row.text, was_ends_on: row.ends_on, ends_on: endsOn, terms: JSON.stringify(terms) },
          person_id: actor.personId,
        })
        .execute(),
    );
    await updateApprenticeship(tx, target)
      .set({ version: version + 1 })
      .execute();
    await tellOther(tx, target, `三方协议（${row.terms.post}）的补充协议请查看，学生签署之后请签署：${reason}`);
    await recordAudit(tx, consortiumId, 'apprenticeship.amendment-proposed', apprenticeshipId, { number, endsOn });
    return { number, version: version + 1 };
  });
}

/**
 * The other member signs last, and the amendment is in force with the days of all students and the ledgers; or it declines, or who proposed it takes it back. Throws
 * `Refusal`: `signatures-missing` before the students and guardians have, `apprentice-taken`, `action-not-possible`, `stale`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function actOnAmendment(
  context: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  number: number,
  { action, version }: { action: AmendmentAction; version: number },
): Promise<{ version: number }> {
  const { consortiumId, apprenticeshipId } = target;
  return context.db.asActor(actor, async (tx) => {
    const row = await lockApprenticeship(tx, target, version);
    const amendment = (await readAmendments(tx, target)).find((each) => each.number === number);
    if (!amendment) throw new Refusal('not-found');
    const isProposer = row.side === amendment.side;
    if (isProposer !== (amendmentSteps[action].by === 'proposer')) throw new Refusal('forbidden');
    if (action === 'sign') await mustBeSigned(tx, target, amendment, row);
    else if (!amendmentActionsOf(amendment, row.side, 0).includes(action))
      throw new Refusal('action-not-possible', { state: amendment.state });
    await refuseTaken(
      tx
        .updateTable('apprenticeship_amendment')
        .set({ state: amendmentSteps[action].to })
        .where('consortium_id', '=', consortiumId)
        .where('apprenticeship_id', '=', apprenticeshipId)
        .where('number', '=', number)
        .execute(),
    );
    // In force, the agreement has another text and version by that.
    if (action === 'sign')
      await keepApprenticeshipEntries(context, tx, actor, { consortiumId, ...row }, amendment.reason);
    else
      await updateApprenticeship(tx, target)
        .set({ version: version + 1 })
        .execute();
    await tellOther(tx, target, `三方协议（${row.terms.post}）的补充协议：${toldOf[action]}`);
    await recordAudit(tx, consortiumId, `apprenticeship.amendment-${toldAs[action]}`, apprenticeshipId, { number });
    return { version: version + 1 };
  });
}

const notNow = '只有各方已签署、有学生在岗、期限未满的协议可以补充；已有一份正在签署的，请先办完。';
const toldOf = { sign: '对方已签署，已生效', withdraw: '对方已撤回', decline: '对方不同意' } as const;
const toldAs = { sign: 'in-force', withdraw: 'withdrawn', decline: 'declined' } as const;

async function mustBeSigned(
  tx: Tx,
  target: ApprenticeshipTarget,
  amendment: Parameters<typeof awaitedForAmendment>[0] & { state: string },
  { ends_on }: HeldApprenticeship,
): Promise<void> {
  if (amendment.state !== 'proposed') throw new Refusal('action-not-possible', { state: amendment.state });
  if (ends_on < beijingToday())
    throw new Refusal('action-not-possible', { detail: '协议期限已满，补充协议不能再生效；需要继续的请另签协议。' });
  const signatures = await readAmendmentSignatures(tx, target);
  const awaited = awaitedForAmendment(amendment, await readApprentices(tx, target), signatures);
  if (awaited.length > 0)
    throw new Refusal('signatures-missing', {
      awaited: [...new Set(awaited.map(({ isGuardian }) => (isGuardian ? 'guardian' : 'student')))],
    });
}

function mustBeLonger({ starts_on, ends_on }: HeldApprenticeship, endsOn: string): void {
  if (endsOn < ends_on)
    throw new Refusal('invalid', { fields: ['endsOn'], detail: '结束日期只能延后；提前结束的，逐名学生登记。' });
  if (starts_on.slice(0, 4) < String(Number(endsOn.slice(0, 4)) - 9))
    throw new Refusal('invalid', { fields: ['endsOn'], detail: '期限最长九年，请检查结束日期。' });
}

function mustBeAllowed(
  row: HeldApprenticeship,
  terms: Terms,
  endsOn: string,
  students: readonly ApprenticeRow[],
): void {
  const nobody = { atEnterprise: 0, atPost: 0 };
  const { limits } = apprenticeshipRules();
  const today = { startsOn: beijingToday() };
  const barred = [
    ...alertsOfTerms(limits, terms, { startsOn: row.starts_on, endsOn }, nobody).filter((one) => one.isBarred),
    ...students
      .filter(({ state }) => state === 'called' || state === 'begun')
      .flatMap(({ bornIn }) => alertsOfStudent(limits, terms, today, { bornIn, trainedOn: null }))
      .filter(({ code }) => code === 'minor-at-night')
      .slice(0, 1),
  ];
  if (barred.length === 0) return;
  throw new Refusal('placement-barred', {
    codes: barred.map(({ code }) => code),
    detail: `${barred.map(({ text }) => text).join('；')}。请改正后再提出。`,
  });
}

async function overlaps(tx: Tx, { consortiumId, apprenticeshipId }: ApprenticeshipTarget, endsOn: string) {
  const { rows } = await sql<{ count: number }>`
    select amendment_overlaps(${consortiumId}::uuid, ${apprenticeshipId}::uuid, ${endsOn}::date)::integer as count`.execute(
    tx,
  );
  return (rows[0]?.count ?? 0) > 0;
}

/** Waits for an order that the database refuses where another amendment is being signed. Throws `Refusal('action-not-possible')`. */
async function refuseSecond<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'apprenticeship_amendment_open_idx')
      throw new Refusal('action-not-possible', { detail: notNow });
    throw error;
  }
}
