import { sql } from 'kysely';
import { z } from 'zod';
import { resultLabels, resultOf, sessionStateLabels, sessionStates } from '#core/training/skill-session.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import type { SessionHead, SessionsView, SessionView } from './session-views.ts';
import { mustKnowTraining, named } from './training-right.ts';

export type SessionTarget = { consortiumId: string; sessionId: string };

const State = z.enum(sessionStates);

function sessionQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('skill_session')
    .select(['id', 'member_id', 'occupation', 'level', 'held_on', 'place', 'pass_mark', 'state', 'version'])
    .where('consortium_id', '=', consortiumId);
}

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readSession(tx: Tx, { consortiumId, sessionId }: SessionTarget) {
  const row = await sessionQuery(tx, consortiumId).where('id', '=', sessionId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return { ...row, state: State.parse(row.state) };
}

export type SessionRow = Awaited<ReturnType<typeof readSession>>;

/** Candidates by number, as far as whoever acts may see them. */
export async function readCandidates(tx: Tx, { consortiumId, sessionId }: SessionTarget) {
  const rows = await tx
    .selectFrom('skill_candidate as c')
    .leftJoin('training_certificate as t', (join) =>
      join.onRef('t.consortium_id', '=', 'c.consortium_id').onRef('t.candidate_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.number', 'c.name', 'c.origin', 'c.is_absent', 'c.theory', 'c.practice', 'c.version'])
    .select(['t.id as certificate', 't.serial', 't.revoked_at'])
    .where('c.consortium_id', '=', consortiumId)
    .where('c.session_id', '=', sessionId)
    .orderBy('c.number')
    .execute();
  const marked = (value: string | null) => (value === null ? null : Number(value));
  return rows.map((row) => ({ ...row, theory: marked(row.theory), practice: marked(row.practice) }));
}

/** Sessions of a consortium, the latest first. Throws `Refusal('not-found')`. */
export async function listSessions(
  context: Context,
  actor: Actor,
  consortiumId: string,
): Promise<z.infer<typeof SessionsView>> {
  return context.db.readAs(actor, async (tx) => {
    await mustKnowTraining(tx, consortiumId);
    const rows = await sessionQuery(tx, consortiumId).orderBy('held_on', 'desc').limit(500).execute();
    const directory = await context.directories.of(consortiumId);
    return { items: await headsOf(context, tx, consortiumId, directory, rows) };
  });
}

/** One session; names are shown to who organises it, others see how many there are. Throws `Refusal('not-found')`. */
export async function viewSession(
  context: Context,
  actor: Actor,
  target: SessionTarget,
): Promise<z.infer<typeof SessionView>> {
  return context.db.readAs(actor, async (tx) => {
    const { own } = await mustKnowTraining(tx, target.consortiumId);
    const row = await readSession(tx, target);
    const directory = await context.directories.of(target.consortiumId);
    const [head] = await headsOf(context, tx, target.consortiumId, directory, [row]);
    if (!head) throw new Error('a session that was read has a head');
    const candidates = await readCandidates(tx, target);
    return {
      ...head,
      version: row.version,
      passMark: row.pass_mark,
      isOrganiser: own.includes(row.member_id),
      rows: candidates.map(({ is_absent: isAbsent, certificate, serial, revoked_at, ...candidate }) => ({
        ...candidate,
        isAbsent,
        resultLabel: resultLabels[resultOf({ isAbsent, ...candidate }, row.pass_mark)],
        certificate:
          certificate === null || serial === null ? null : { id: certificate, serial, isRevoked: revoked_at !== null },
      })),
    };
  });
}

/** An occupation as people read it: what was typed, and after a code the name that the list gives it. */
export function occupationText({ catalogues }: Pick<Context, 'catalogues'>, typed: string): string {
  const name = catalogues.nameOf('occupation', typed);
  return name === undefined ? typed : `${name}（${typed}）`;
}

type Stored = Omit<SessionRow, 'state'> & { state: string };

async function headsOf(
  context: Context,
  tx: Tx,
  consortiumId: string,
  directory: Directory,
  rows: readonly Stored[],
): Promise<SessionHead[]> {
  const ids = rows.map(({ id }) => id);
  const counted = await sql<{ id: string; candidates: number; absent: number; passed: number }>`
    select id, candidates::integer, absent::integer, passed::integer
    from skill_counts(${consortiumId}::uuid, ${ids}::uuid[])`.execute(tx);
  const counts = new Map(counted.rows.map((each) => [each.id, each]));
  return rows.map((row) => {
    const state = State.parse(row.state);
    return {
      id: row.id,
      organiser: named(directory, row.member_id),
      occupation: occupationText(context, row.occupation),
      level: row.level,
      heldOn: row.held_on,
      place: row.place,
      state,
      stateLabel: sessionStateLabels[state],
      candidates: counts.get(row.id)?.candidates ?? 0,
      absent: counts.get(row.id)?.absent ?? 0,
      passed: counts.get(row.id)?.passed ?? 0,
    };
  });
}
