import pg from 'pg';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import { mustBeMember } from '#server/talent/write-position.ts';
import { type ClassTarget, lockClass, readClass, readTrainees } from './class-row.ts';
import type { EnrolmentView, IssuedTrainingPass, ScoreBody, TraineesBody } from './class-views.ts';
import { readEnrolment } from './training-pass.ts';
import { audiences, mustBeOneOf, mustKnowTraining, trainingRules } from './training-right.ts';
import { updateClass } from './write-class.ts';

/**
 * A member enrols its own staff, or who holds the class enrols anybody's and people of a group; each gets a link. Links are nowhere else. Throws `Refusal`:
 * `class-full`, `action-not-possible`, `invalid`, `forbidden`, `not-found`.
 */
export async function enrolTrainees(
  context: Context,
  actor: Actor,
  target: ClassTarget,
  { enterpriseId, audience, names }: TraineesBody,
  address: string,
): Promise<IssuedTrainingPass[]> {
  const { consortiumId, classId } = target;
  return context.db.asActor(actor, async (tx) => {
    const { own } = await mustKnowTraining(tx, consortiumId);
    const row = await readClass(tx, target);
    const isProvider = own.includes(row.member_id);
    if (!isProvider && (enterpriseId === null || !own.includes(enterpriseId))) throw new Refusal('forbidden');
    if ((enterpriseId === null) === (audience === null))
      throw new Refusal('invalid', { fields: ['enterpriseId'], detail: '请选择学员所在的企业，或所属的群体。' });
    if (enterpriseId !== null) await mustBeMember(context, consortiumId, enterpriseId, 'enterprise');
    if (audience !== null) mustBeOneOf(audiences(), audience, 'audience');
    if (row.state !== 'open') throw new Refusal('action-not-possible', { state: row.state });
    const whose = { consortium_id: consortiumId, class_id: classId, member_id: row.member_id };
    const tokens = new Map(names.map((name) => [crypto.randomUUID(), { name, token: newToken() }]));
    await enrol(
      tx,
      [...tokens].map(([id, { name, token }]) => ({
        ...{ ...whose, id, name, enterprise_id: enterpriseId, audience },
        pass_hash: hashToken(token),
      })),
    );
    const numbers = new Map((await readTrainees(tx, target)).map(({ id, number }) => [id, number]));
    await recordAudit(tx, consortiumId, 'training-class.enrolled', classId, { trainees: names.length });
    return [...tokens].map(([id, { name, token }]) => ({
      id,
      number: numbers.get(id) ?? 0,
      name,
      link: `${address}/training/${token}`,
    }));
  });
}

type NewTrainee = {
  consortium_id: string;
  class_id: string;
  member_id: string;
  id: string;
  name: string;
  enterprise_id: string | null;
  audience: string | null;
  pass_hash: string;
};

/** Throws `Refusal('class-full')` where there are more people than seats. */
async function enrol(tx: Tx, trainees: readonly NewTrainee[]): Promise<void> {
  try {
    // One by one: each counts who came before it.
    for (const trainee of trainees) await tx.insertInto('training_trainee').values(trainee).execute();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === 'LH055') throw new Refusal('class-full');
    throw error;
  }
}

/** A new link for who lost its own; the one it had opens nothing any more. Throws `Refusal`: `action-not-possible` for who was deleted, `not-found`. */
export async function renewTrainingPass(
  { db }: Context,
  actor: Actor,
  target: ClassTarget,
  traineeId: string,
  address: string,
): Promise<IssuedTrainingPass[]> {
  return db.asActor(actor, async (tx) => {
    await mustKnowTraining(tx, target.consortiumId);
    const trainee = await readTrainee(tx, target, traineeId);
    if (trainee.erased_at !== null) throw new Refusal('action-not-possible', { state: 'erased' });
    const token = newToken();
    await updateTrainee(tx, target, traineeId)
      .set({ pass_hash: hashToken(token) })
      .execute();
    await recordAudit(tx, target.consortiumId, 'training-class.pass-renewed', target.classId, {
      number: trainee.number,
    });
    return [{ id: traineeId, number: trainee.number, name: trainee.name, link: `${address}/training/${token}` }];
  });
}

/** The mark of one who takes part, or that it does not come. Throws `Refusal`: `action-not-possible` also for who has come to leave, `stale`, `forbidden`, `not-found`. */
export async function scoreTrainee(
  { db }: Context,
  actor: Actor,
  target: ClassTarget,
  traineeId: string,
  { version, score, withdraws }: ScoreBody,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockClass(tx, target);
    const trainee = await readTrainee(tx, target, traineeId);
    if (trainee.version !== version) throw new Refusal('stale', { version: trainee.version });
    const isOver = row.state !== 'open' || trainee.state !== 'enrolled' || trainee.erased_at !== null;
    if (isOver || (withdraws && trainee.days.length > 0))
      throw new Refusal('action-not-possible', { state: trainee.state });
    await updateTrainee(tx, target, traineeId)
      .set({
        score: score === null ? null : String(score),
        ...(withdraws && { state: 'withdrawn' }),
        version: version + 1,
      })
      .execute();
    await recordAudit(tx, target.consortiumId, 'training-class.scored', target.classId, { number: trainee.number });
    return { version: version + 1 };
  });
}

/** A link by which anybody of the class's group enrols; the one before opens nothing any more. Throws `Refusal`: `action-not-possible`, `forbidden`, `not-found`. */
export async function openEnrolment(
  { db }: Context,
  actor: Actor,
  target: ClassTarget,
  address: string,
): Promise<{ link: string }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockClass(tx, target);
    if (row.state !== 'open' || row.audience === null)
      throw new Refusal('action-not-possible', { detail: '请先在班次中选定面向的群体，再生成报名链接。' });
    const token = newToken();
    await updateClass(tx, target)
      .set({ enrol_hash: hashToken(token), version: row.version + 1 })
      .execute();
    await recordAudit(tx, target.consortiumId, 'training-class.enrolment-opened', target.classId, {});
    return { link: `${address}/training/enrol/${token}` };
  });
}

/** What a class's own link tells whoever has it. Throws `Refusal('not-found')`. */
export async function viewEnrolment({ db }: Context, token: string): Promise<EnrolmentView> {
  return db.readAs(passOf(token), async (tx) => {
    const { row, enrolled, ...said } = await readEnrolment(tx);
    return {
      consortium: said.consortium,
      provider: said.provider,
      className: row.name,
      audience: said.audience,
      days: row.days,
      shiftLabel: trainingRules().shifts[row.shift]?.label ?? '',
      seatsLeft: row.seats - enrolled,
    };
  });
}

/** Somebody enrols by the class's own link, and gets its own. Throws `Refusal`: `class-full`, `not-found`. */
export async function enrolSelf(
  { db }: Context,
  token: string,
  name: string,
  address: string,
): Promise<{ link: string }> {
  const own = newToken();
  await db.asActor(passOf(token), async (tx) => {
    const { consortiumId, classId, memberId, audience } = await readEnrolment(tx);
    const whose = { consortium_id: consortiumId, class_id: classId, member_id: memberId, enterprise_id: null };
    await enrol(tx, [{ ...whose, id: crypto.randomUUID(), name, audience, pass_hash: hashToken(own) }]);
  });
  return { link: `${address}/training/${own}` };
}

async function readTrainee(tx: Tx, target: ClassTarget, traineeId: string) {
  const trainee = (await readTrainees(tx, target)).find(({ id }) => id === traineeId);
  if (!trainee) throw new Refusal('not-found');
  return trainee;
}

function updateTrainee(tx: Tx, { consortiumId }: ClassTarget, traineeId: string) {
  return tx.updateTable('training_trainee').where('consortium_id', '=', consortiumId).where('id', '=', traineeId);
}
