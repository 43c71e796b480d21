import { sql } from 'kysely';
import { z } from 'zod';
import { checkFormal } from '#core/formal-review/formal-check.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Actor } from '#server/access/actor.ts';
import { type ApplicationRow, readApplication, stateOf } from '#server/application/application-row.ts';
import { isOpen, readStages } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type GivenMark, readMarks } from './formal-marks.ts';
import { FormalOutcomeView } from './formal-views.ts';
import { readFormalFacts } from './read-formal-facts.ts';
import { reviewableStates, reviews } from './reviewed-row.ts';

const Decided = z.array(FormalOutcomeView);

/**
 * The formal review of an application. The ministry sees each item as it stands now, with what decided it; others see what was decided and by
 * what, and the province also what it is asked to complete. Throws `Refusal('not-found')` for what was never handed in.
 */
export async function viewFormal(context: Context, actor: Actor, id: string) {
  return context.db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    if (row.latest_revision === null) throw new Refusal('not-found');
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const state = stateOf(pack, row.state);
    const mayReview = await reviews(tx, row);
    const stage = (await readStages(tx, row.batch_id)).find(({ stage: each }) => each === 'formal-review');
    const marks = (await readMarks(tx, [row])).get(id) ?? new Map<string, GivenMark>();
    const decisions = await readDecisions(tx, row);
    const looked = await readLook(tx, actor, row);
    const facts = mayReview ? (await readFormalFacts(context, tx, [row])).get(id) : undefined;
    const outcomes = facts
      ? checkFormal(pack.formalReview, facts).map(({ item, ...outcome }) => ({ ...wordsOf(pack, item.id), ...outcome }))
      : (decisions[0]?.items ?? askedOf(pack, marks));
    const isReviewable = reviewableStates.includes(state);
    return {
      application: {
        id,
        consortium: { id: row.consortium_id, name: row.consortium },
        state,
        stateLabel: pack.workflow.states[state].label,
      },
      batch: { id: row.batch_id, title: row.batch },
      revision: row.latest_revision,
      closesAt: stage?.closesAt.toISOString() ?? null,
      canReview: mayReview && isReviewable && stage !== undefined && isOpen(stage),
      canAnswer: !mayReview && isReviewable && stage !== undefined && isOpen(stage),
      items: outcomes.map(({ id: item, title, clause, words, result, because }) => {
        const mark = marks.get(item) ?? null;
        return {
          id: item,
          title,
          clause,
          words,
          result,
          because: [...because],
          mark,
          isNew: looked !== null && mark !== null && isNewTo(actor, looked, mark),
        };
      }),
      decisions: decisions.map(({ decision, reason, by, at }) => ({ decision, reason, by, at })),
      looked,
    };
  });
}

/** What others said since; one's own word is no news. */
function isNewTo({ personId }: Actor, looked: string, mark: GivenMark): boolean {
  return (mark.at > looked && mark.personId !== personId) || (mark.answer?.at ?? '') > looked;
}

async function readDecisions(tx: Tx, { consortium_id, id }: ApplicationRow) {
  const rows = await tx
    .selectFrom('formal_result')
    .select(['decision', 'reason', 'items', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ items, at, ...row }) => ({ ...row, at: at.toISOString(), items: Decided.parse(items) }));
}

async function readLook(tx: Tx, actor: Actor, { consortium_id, id }: ApplicationRow): Promise<string | null> {
  const look = await tx
    .selectFrom('last_look')
    .select('at')
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst();
  return look?.at.toISOString() ?? null;
}

function wordsOf(pack: Pack, id: string) {
  const { title = id, clause = '', words = '' } = pack.formalReview.find((item) => item.id === id) ?? {};
  return { id, title, clause, words };
}

/** Before a decision, the province sees only what it is asked to complete. */
function askedOf(pack: Pack, marks: ReadonlyMap<string, GivenMark>) {
  return [...marks.keys()].map((id) => ({ ...wordsOf(pack, id), result: 'open' as const, because: [] }));
}
