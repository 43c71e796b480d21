import type { AcceptanceOutcome } from '#core/acceptance/acceptance-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit, recordSystemAudit } from '#server/audit/record-audit.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import { closeCommitments } from '#server/commitment/close-commitments.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readObjections } from '#server/selection/objections.ts';
import { publish, readPublications } from '#server/selection/publications.ts';
import { recordStandings } from '#server/standing/record-standing.ts';
import { type Acceptance, lockAcceptance } from './acceptance-row.ts';
import { moveCase, selectCases } from './case-row.ts';
import { type ListedOutcome, outcomeList } from './outcome-list.ts';
import { readOutcomes } from './outcomes.ts';
import { consortiumRoles, tellOfAcceptance } from './tell-of-acceptance.ts';

export type PublicityOrder = { batchId: string; title: string; text: string };
export type OutcomeListOrder = PublicityOrder & { number: string; publishedOn: string };

/**
 * Makes the outcomes public as a draft: for its days everybody may object. Throws `Refusal('outcomes-missing')` while one is undecided,
 * `Refusal('action-not-possible')` the second time, `Refusal('stage-closed')` where no day is left.
 */
export async function publishOutcomeDraft(context: Context, actor: Actor, order: PublicityOrder): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const acceptance = await lockAcceptance(context, tx, order.batchId);
    if ((await readPublications(tx, order.batchId)).publicity) throw new Refusal('action-not-possible');
    const decided = await readDecided(tx, order.batchId);
    const stage = await readStage(tx, order.batchId, 'publicity');
    if (!isOpen(stage)) throw new Refusal('stage-closed', { stage: stage.stage });
    const { digest } = await publish(
      tx,
      { batchId: order.batchId, personId: actor.personId },
      {
        kind: 'publicity',
        number: '',
        title: order.title,
        published_on: beijingToday(stage.now),
        content: await outcomeList(tx, acceptance, decided, order.text),
      },
    );
    await recordSystemAudit(tx, acceptance.unitId, 'acceptance.draft-published', order.batchId, {
      publication: digest,
    });
  });
}

/**
 * Publishes the outcomes: each takes effect, everybody concerned is told, and the register shows it from that day. Throws
 * `Refusal('outcomes-missing')`, `Refusal('action-not-possible')` without a draft and the second time, `Refusal('publicity-open')` before its days
 * are over, `Refusal('objections-open')` while one is not decided, or upheld and its outcome not decided again.
 */
export async function publishOutcomes(context: Context, actor: Actor, order: OutcomeListOrder): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const acceptance = await lockAcceptance(context, tx, order.batchId);
    const { publicity, list } = await readPublications(tx, order.batchId);
    if (!publicity || list) throw new Refusal('action-not-possible');
    const decided = await readDecided(tx, order.batchId);
    const stage = await readStage(tx, order.batchId, 'publicity');
    if (isOpen(stage)) throw new Refusal('publicity-open', { closesAt: stage.closesAt.toISOString() });
    await mustHaveAnswered(tx, order.batchId, decided);
    const { id, digest } = await publish(
      tx,
      { batchId: order.batchId, personId: actor.personId },
      {
        kind: 'list',
        number: order.number,
        title: order.title,
        published_on: order.publishedOn,
        content: await outcomeList(tx, acceptance, decided, order.text),
      },
    );
    await recordSystemAudit(tx, acceptance.unitId, 'acceptance.published', order.batchId, { publication: digest });
    for (const { row, outcome } of decided) {
      await moveCase(tx, actor, acceptance, row, {
        action: outcome.outcome,
        holds: ['published'],
        change: { published_version: outcome.version },
      });
      const facts = { outcome: outcome.outcome, version: outcome.version, publication: id };
      await recordAudit(tx, row.consortium_id, 'acceptance.took-effect', order.batchId, facts);
    }
    await takeEffect(context, tx, actor, acceptance, decided, order);
  });
}

/**
 * What follows from an outcome in force: the standing from its day on, the 承诺兑现单 unless there is something to rectify first, and word of it to
 * the consortium and its province. Throws `Refusal('requests-open')` while a change of a commitment is asked for.
 */
export async function takeEffect(
  context: Pick<Context, 'packs'>,
  tx: Tx,
  actor: Actor,
  acceptance: Acceptance,
  outcomes: readonly { row: ListedOutcome['row']; outcome: Effective }[],
  { number, publishedOn }: { number: string; publishedOn: string },
): Promise<void> {
  await recordStandings(
    tx,
    actor,
    outcomes.map(({ row, outcome }) => ({
      consortiumId: row.consortium_id,
      standing: acceptance.rules.outcomes[outcome.outcome].standing,
      fromDay: publishedOn,
      reason: outcome.reason,
      document: number,
      cause: { kind: 'acceptance', id: acceptance.id },
    })),
  );
  for (const { row, outcome } of outcomes)
    if (outcome.outcome !== 'rectify')
      await closeCommitments(context, tx, actor, { consortiumId: row.consortium_id, acceptanceId: acceptance.id });
  for (const { row, outcome } of outcomes)
    await tellOfAcceptance(tx, row, {
      roles: [...consortiumRoles, 'provincial-officer'],
      text: `${row.consortium}“${acceptance.title}”结果：${acceptance.rules.outcomes[outcome.outcome].label}${
        outcome.due_on === null ? '' : `，请于${outcome.due_on}前完成整改并报送整改报告`
      }。`,
    });
}

type Effective = { outcome: AcceptanceOutcome; reason: string; due_on: string | null };

/** Each consortium with its latest outcome. Throws `Refusal('outcomes-missing')` naming those that have none. */
async function readDecided(tx: Tx, batchId: string): Promise<readonly ListedOutcome[]> {
  const cases = await selectCases(tx).where('acceptance_case.batch_id', '=', batchId).orderBy('unit.name').execute();
  const outcomes = await readOutcomes(tx, batchId);
  const undecided = cases.filter(({ consortium_id }) => !outcomes.has(consortium_id));
  if (undecided.length > 0)
    throw new Refusal('outcomes-missing', { names: undecided.map(({ consortium }) => consortium) });
  return cases.flatMap((row) => {
    const outcome = outcomes.get(row.consortium_id)?.at(-1);
    return outcome ? [{ row, outcome }] : [];
  });
}

/** An upheld objection counts as considered once the outcome was decided again after it; one about the whole list, once any was. */
async function mustHaveAnswered(tx: Tx, batchId: string, decided: readonly ListedOutcome[]): Promise<void> {
  const decidedAt = (consortiumId: string | null) =>
    Math.max(
      ...decided
        .filter(({ row }) => consortiumId === null || row.consortium_id === consortiumId)
        .map(({ outcome }) => outcome.at.getTime()),
    );
  const waiting = (await readObjections(tx, batchId)).filter(
    ({ decision, answered_at, consortium_id }) =>
      decision === null || (decision === 'upheld' && (answered_at?.getTime() ?? 0) > decidedAt(consortium_id)),
  );
  if (waiting.length > 0)
    throw new Refusal('objections-open', {
      open: waiting.filter(({ decision }) => decision === null).length,
      upheld: waiting.filter(({ decision }) => decision === 'upheld').length,
    });
}
