import { sql } from 'kysely';
import type { z } from 'zod';
import { callActionLabels, callActionsFor, meanScore } from '#core/technology/call.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { type CallTarget, callQuery, callStateOf, readCall, viewCallHead } from './call-row.ts';
import type { CallPage, CallView } from './call-views.ts';
import { memberNamed, mustKnowTechnology, ownMembers } from './technology-right.ts';

/** Calls of a consortium, those that still run first. Throws `Refusal('not-found')`. */
export async function listCalls(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof CallPage>> {
  return db.readAs(actor, async (tx) => {
    await mustKnowTechnology(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const rows = await callQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .orderBy(sql`c.state in ('decided', 'cancelled')`)
      .orderBy('c.closes_at', 'desc')
      .orderBy('c.id')
      .limit(limit)
      .offset(offset)
      .execute();
    const now = Date.now();
    return { items: rows.map((row) => viewCallHead(row, directory, now)), total: rows[0]?.total ?? 0 };
  });
}

/** A call: questions and answers, the bids that the reader may see, and what may be done now. Throws `Refusal('not-found')`. */
export async function viewCall(
  { db, directories }: Context,
  actor: Actor,
  target: CallTarget,
): Promise<z.infer<typeof CallView>> {
  const { consortiumId, callId } = target;
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const row = await readCall(tx, target);
    const directory = await directories.of(consortiumId);
    const here = { consortium_id: consortiumId, call_id: callId };
    const questions = await tx
      .selectFrom('technology_question')
      .select(['id', 'text', 'answer', 'at'])
      .where((where) => where.and(here))
      .orderBy('at')
      .limit(200)
      .execute();
    const bids = await tx
      .selectFrom('technology_bid')
      .select(['id', 'member_id', 'amount', 'days', 'plan', 'at'])
      .where((where) => where.and(here))
      .orderBy('at')
      .execute();
    const files = await tx
      .selectFrom('technology_bid_file')
      .select(['id', 'bid_id', 'file_name', 'bytes', 'at'])
      .where((where) => where.and(here))
      .orderBy('at')
      .execute();
    const scores = await tx
      .selectFrom('technology_score')
      .select(['bid_id', 'person_id', 'score', 'reason'])
      .where((where) => where.and(here))
      .orderBy('at')
      .execute();
    const judges = await tx
      .selectFrom('technology_judge')
      .select(['person_id', sql<string>`name_of(person_id)`.as('name')])
      .where((where) => where.and(here))
      .orderBy('at')
      .execute();
    const now = Date.now();
    const state = callStateOf(row.state);
    const owns = right.own.includes(row.member_id);
    const sides = { manages: right.manages, owns };
    const head = viewCallHead(row, directory, now);
    return {
      ...head,
      summary: row.summary,
      requirements: row.requirements,
      publishedAt: row.at.toISOString(),
      opened: row.opened_at === null ? null : { at: row.opened_at.toISOString(), by: row.opener ?? '' },
      decision: row.decision,
      questions: questions.map((each) => ({ ...each, at: each.at.toISOString() })),
      canAnswer: right.manages || owns,
      bids: bids.map((bid) => {
        const given = scores.filter(({ bid_id }) => bid_id === bid.id);
        return {
          id: bid.id,
          member: memberNamed(directory, bid.member_id),
          isOwn: right.own.includes(bid.member_id),
          amount: bid.amount,
          days: bid.days,
          plan: bid.plan,
          files: files
            .filter(({ bid_id }) => bid_id === bid.id)
            .map(({ id, file_name, bytes, at }) => ({ id, name: file_name, bytes, at: at.toISOString() })),
          at: bid.at.toISOString(),
          mean: meanScore(given.map(({ score }) => score)),
          scores: given.map(({ person_id, score, reason }) => ({
            score,
            reason,
            isOwn: person_id === actor.personId,
          })),
        };
      }),
      bidders: ownMembers(right, directory).filter(({ id }) => id !== row.member_id),
      isOpen: state === 'open' && now < row.closes_at.getTime(),
      judges: right.manages
        ? judges.map(({ person_id, name }) => ({
            name,
            scored: scores.filter((score) => score.person_id === person_id).length,
          }))
        : [],
      isJudge: judges.some(({ person_id }) => person_id === actor.personId),
      actions: callActionsFor({ state, closesAt: row.closes_at.getTime() }, sides, now).map((id) => ({
        id,
        label: callActionLabels[id],
      })),
      canName: right.manages && state === 'opened',
      canContract: state === 'decided' && (owns || right.own.includes(head.winner?.id ?? '')),
      version: row.version,
    };
  });
}
