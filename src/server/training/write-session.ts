import { sql } from 'kysely';
import { resultOf } from '#core/training/skill-session.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustBeListed } from '#server/talent/write-position.ts';
import { chineseDay, issue, nameOf } from './issue-training-certificate.ts';
import type { CandidatesBody, MarksBody, SessionActBody, SessionBody } from './session-views.ts';
import { occupationText, readCandidates, readSession, type SessionRow, type SessionTarget } from './skill-sessions.ts';
import {
  mustBeOneOf,
  mustBeTrainingMember,
  mustKnowTraining,
  mustReportFor,
  named,
  skillLevels,
  trainingRules,
} from './training-right.ts';

/** A session 技能等级认定 of an occupation and level. Throws `Refusal`: `invalid` with the fields at fault, also where there is one, `forbidden`, `not-found`. */
export async function openSession(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, occupation, level, heldOn, place, passMark }: SessionBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    mustReportFor(await mustKnowTraining(tx, consortiumId), memberId);
    await mustBeTrainingMember(context, consortiumId, memberId);
    mustBeListed(context, 'occupation', occupation);
    mustBeOneOf(skillLevels(), level, 'level');
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('skill_session')
      .values({
        consortium_id: consortiumId,
        id,
        member_id: memberId,
        occupation,
        level,
        held_on: heldOn,
        place,
        pass_mark: passMark,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n)
      throw new Refusal('invalid', {
        fields: ['heldOn'],
        detail: '这一天已有同职业、同等级的认定，请在那一场里登记考生。',
      });
    await recordAudit(tx, consortiumId, 'skill-session.opened', id, { occupation, level });
  });
  return { id };
}

/** Candidates of a session, numbered in the order of coming. Throws `Refusal`: `action-not-possible`, `forbidden`, `not-found`. */
export async function addCandidates(
  { db }: Context,
  actor: Actor,
  target: SessionTarget,
  { candidates }: CandidatesBody,
): Promise<{ added: number }> {
  const { consortiumId, sessionId } = target;
  return db.asActor(actor, async (tx) => {
    const row = await lockSession(tx, target);
    const last = (await readCandidates(tx, target)).at(-1)?.number ?? 0;
    await tx
      .insertInto('skill_candidate')
      .values(
        candidates.map((candidate, at) => ({
          consortium_id: consortiumId,
          session_id: sessionId,
          member_id: row.member_id,
          number: last + at + 1,
          ...candidate,
        })),
      )
      .execute();
    await recordAudit(tx, consortiumId, 'skill-session.candidates-added', sessionId, { candidates: candidates.length });
    return { added: candidates.length };
  });
}

/** A candidate's marks in theory and practice, or that it was absent. Throws `Refusal`: `invalid`, `action-not-possible`, `stale`, `forbidden`, `not-found`. */
export async function markCandidate(
  { db }: Context,
  actor: Actor,
  target: SessionTarget,
  candidateId: string,
  { version, isAbsent, theory, practice }: MarksBody,
): Promise<{ version: number }> {
  if (isAbsent && (theory !== null || practice !== null))
    throw new Refusal('invalid', { fields: ['isAbsent'], detail: '缺考的考生没有成绩。' });
  return db.asActor(actor, async (tx) => {
    await lockSession(tx, target);
    const candidate = (await readCandidates(tx, target)).find(({ id }) => id === candidateId);
    if (!candidate) throw new Refusal('not-found');
    if (candidate.version !== version) throw new Refusal('stale', { version: candidate.version });
    const marked = (value: number | null) => (value === null ? null : String(value));
    await tx
      .updateTable('skill_candidate')
      .set({ is_absent: isAbsent, theory: marked(theory), practice: marked(practice), version: version + 1 })
      .where('consortium_id', '=', target.consortiumId)
      .where('id', '=', candidateId)
      .execute();
    await recordAudit(tx, target.consortiumId, 'skill-session.marked', target.sessionId, { number: candidate.number });
    return { version: version + 1 };
  });
}

/**
 * Publishes the results: who passed gets a certificate, and the session stands in the ledger with whoever came. Or cancels it. Throws `Refusal`: `marks-missing`,
 * `action-not-possible` before its day and with nobody, `stale`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function actOnSession(
  context: Context,
  actor: Actor,
  target: SessionTarget,
  { action, version, reason }: SessionActBody,
): Promise<{ version: number }> {
  const { consortiumId, sessionId } = target;
  return context.db.asActor(actor, async (tx) => {
    const row = await lockSession(tx, target, version);
    const candidates = (await readCandidates(tx, target)).map((each) => ({
      ...each,
      result: resultOf({ ...each, isAbsent: each.is_absent }, row.pass_mark),
    }));
    if (action === 'close') {
      if (candidates.some(({ result }) => result === 'waiting')) throw new Refusal('marks-missing');
      const came = candidates.filter(({ result }) => result !== 'absent');
      if (row.held_on > beijingToday() || came.length === 0)
        throw new Refusal('action-not-possible', { detail: '认定当天之后、有考生参加才能公布。' });
      const passed = came.filter(({ result }) => result === 'passed');
      await certify(context, tx, target, row, passed);
      const values = {
        organiser: row.member_id,
        occupation: row.occupation,
        level: row.level,
        candidates: came.length,
        certified: passed.length,
        heldOn: row.held_on,
      };
      await keepEntries(context, tx, actor, {
        consortiumId,
        noun: 'skill-session',
        entries: [{ recordId: sessionId, kind: trainingRules().certification, values, sides: [row.member_id] }],
        reason: reason || undefined,
      });
    }
    await tx
      .updateTable('skill_session')
      .set({ state: action === 'close' ? 'closed' : 'cancelled', version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', sessionId)
      .execute();
    await recordAudit(tx, consortiumId, `skill-session.${action === 'close' ? 'closed' : 'cancelled'}`, sessionId, {});
    return { version: version + 1 };
  });
}

type Passed = { id: string; name: string; theory: number | null; practice: number | null };

async function certify(context: Context, tx: Tx, target: SessionTarget, row: SessionRow, passed: readonly Passed[]) {
  const issuer = named(await context.directories.of(target.consortiumId), row.member_id).name;
  const consortium = await nameOf(tx, target.consortiumId);
  const occupation = occupationText(context, row.occupation);
  await issue(
    tx,
    { consortiumId: target.consortiumId, memberId: row.member_id, of: 'candidate_id' },
    passed.map(({ id, name, theory, practice }) => ({
      id,
      content: {
        title: '技能等级证书',
        holder: name,
        statement: `于${chineseDay(row.held_on)}参加“${occupation}”职业技能等级认定，成绩合格，达到${row.level}水平。`,
        lines: [
          ['职业（工种）', occupation],
          ['等级', row.level],
          ['理论成绩', `${theory}分`],
          ['实操成绩', `${practice}分`],
        ],
        issuer,
        consortium,
        issuedOn: beijingToday(),
      },
    })),
  );
}

/** A session that who organises it changes, until it is over. */
async function lockSession(tx: Tx, target: SessionTarget, version?: number): Promise<SessionRow> {
  const right = await mustKnowTraining(tx, target.consortiumId);
  await sql`select pg_advisory_xact_lock(hashtextextended('skill session ' || ${target.sessionId}::text, 0))`.execute(
    tx,
  );
  const row = await readSession(tx, target);
  mustReportFor(right, row.member_id);
  if (version !== undefined && row.version !== version) throw new Refusal('stale', { version: row.version });
  if (row.state !== 'open') throw new Refusal('action-not-possible', { state: row.state });
  return row;
}
