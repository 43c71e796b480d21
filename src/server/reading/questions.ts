import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import { readApplication } from '#server/application/application-row.ts';
import { tellAbout } from '#server/application/tell-about.ts';
import { recordAudit, recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readReading } from './reading-row.ts';

/** A reader's question, for the ministry alone. The same id again is the same question. */
export async function askQuestion(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  question: { id: string; point?: string | undefined; text: string },
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readReading(tx, applicationId);
    await tx
      .insertInto('reading_question')
      .values({
        consortium_id: row.consortium_id,
        application_id: applicationId,
        id: question.id,
        expert_id: row.expert_id,
        point: question.point ?? null,
        text: question.text,
      })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'id']).doNothing())
      .execute();
    await recordSystemAudit(tx, row.unit_id, 'question.asked', question.id, { application: applicationId });
  });
}

/** Every question of a batch's readers with what became of it, the latest first: one query. Who runs no review finds none. */
export async function listQuestions({ db }: Context, actor: Actor, batchId: string) {
  const rows = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('reading_question as q')
      .innerJoin('application', (join) =>
        join
          .onRef('application.consortium_id', '=', 'q.consortium_id')
          .onRef('application.id', '=', 'q.application_id'),
      )
      .innerJoin('unit', 'unit.id', 'q.consortium_id')
      .innerJoin('expert', 'expert.id', 'q.expert_id')
      .leftJoin('inquiry as i', (join) =>
        join
          .onRef('i.consortium_id', '=', 'q.consortium_id')
          .onRef('i.application_id', '=', 'q.application_id')
          .onRef('i.question_id', '=', 'q.id'),
      )
      .select(['q.id', 'q.application_id as applicationId', 'q.point', 'q.text', 'q.asked_at'])
      .select(['unit.name as consortium', 'expert.name as expert'])
      .select(['i.id as inquiryId', 'i.text as sent', 'i.is_forwarded', 'i.answer', 'i.released_at'])
      .where('application.batch_id', '=', batchId)
      .orderBy('q.asked_at', 'desc')
      .execute(),
  );
  return rows.map(({ asked_at, is_forwarded, released_at, ...row }) => ({
    ...row,
    isForwarded: is_forwarded ?? false,
    isReleased: released_at !== null,
    askedAt: asked_at.toISOString(),
  }));
}

/** Readers' questions about some applications that nobody has answered yet, in the words in which they went on: one query. */
export async function readOpenQuestions(tx: Tx, rows: readonly Pick<ApplicationRow, 'id' | 'consortium_id'>[]) {
  return tx
    .selectFrom('reading_question as q')
    .leftJoin('inquiry as i', (join) =>
      join
        .onRef('i.consortium_id', '=', 'q.consortium_id')
        .onRef('i.application_id', '=', 'q.application_id')
        .onRef('i.question_id', '=', 'q.id'),
    )
    .select(({ fn }) => ['q.id', 'q.application_id', fn.coalesce('i.text', 'q.text').as('text')])
    .where(
      'q.consortium_id',
      'in',
      rows.map(({ consortium_id }) => consortium_id),
    )
    .where(
      'q.application_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('i.answer', 'is', null)
    .orderBy('q.asked_at')
    .execute();
}

export type InquiryOrder = { questionId: string; text: string; answer?: string | undefined };

/**
 * Sends a question on in the ministry's words: to the applicant, or — with an answer — to all readers at once. Throws `Refusal('not-found')` for a
 * question that the actor does not see, `Refusal('action-not-possible')` for one that was dealt with.
 */
export async function sendInquiry(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  { questionId, text, answer }: InquiryOrder,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const question = await tx
      .selectFrom('reading_question')
      .select('id')
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('id', '=', questionId)
      .executeTakeFirst();
    if (!question) throw new Refusal('not-found');
    const answered = answer === undefined ? null : row.now;
    const made = await tx
      .insertInto('inquiry')
      .values({
        consortium_id: row.consortium_id,
        application_id: applicationId,
        question_id: questionId,
        text,
        is_forwarded: answer === undefined,
        sent_by: actor.personId,
        answer: answer ?? null,
        answered_by: answered && actor.personId,
        answered_at: answered,
        released_at: answered,
      })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'question_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('action-not-possible', { detail: '这个问题已经转出或答复。' });
    // In the applicant's own stream: of the reader it says nothing.
    await recordAudit(tx, row.consortium_id, 'inquiry.sent', made.id, { forwarded: answer === undefined });
    if (answer === undefined)
      await tellAbout(tx, row, {
        roles: ['secretariat', 'park-authority'],
        text: `请答复审阅中对${row.consortium}的问题：${text}`,
        link: `/applications/${applicationId}/inquiries`,
      });
  });
}

/** Lets all readers see the applicant's answer. Throws `Refusal('action-not-possible')` while there is none, or once it was released. */
export async function releaseInquiry({ db }: Context, actor: Actor, applicationId: string, id: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const released = await tx
      .updateTable('inquiry')
      .set({ released_at: row.now })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('id', '=', id)
      .where('answer', 'is not', null)
      .where('released_at', 'is', null)
      .where(sql<boolean>`consortium_id in (select scope('review-batch'))`)
      .executeTakeFirst();
    if (released.numUpdatedRows === 0n) throw new Refusal('action-not-possible');
    await recordAudit(tx, row.consortium_id, 'inquiry.released', id, {});
  });
}

/** What the ministry asks an applicant, for who may answer. Who asked the ministry is never told. */
export async function listInquiries({ db }: Context, actor: Actor, applicationId: string) {
  const rows = await db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    return tx
      .selectFrom('inquiry')
      .select(['id', 'text', 'sent_at', 'answer', 'answered_at', 'released_at'])
      .select(sql<string | null>`name_of(answered_by)`.as('by'))
      .select(sql<boolean>`released_at is null and has_right('answer-finding', consortium_id)`.as('canAnswer'))
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('is_forwarded', '=', true)
      .orderBy('sent_at', 'desc')
      .execute();
  });
  return rows.map(({ sent_at, answered_at, released_at, ...row }) => ({
    ...row,
    sentAt: sent_at.toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
    isReleased: released_at !== null,
  }));
}

/** The applicant's answer; it may be changed until the ministry releases it. Throws `Refusal('not-found')`, or `Refusal('action-not-possible')` after that. */
export async function answerInquiry(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  id: string,
  text: string,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const found = await tx
      .selectFrom('inquiry')
      .select('released_at')
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('id', '=', id)
      .where('is_forwarded', '=', true)
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    const answered = await tx
      .updateTable('inquiry')
      .set({ answer: text, answered_by: actor.personId, answered_at: row.now })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('id', '=', id)
      .where('released_at', 'is', null)
      .where(sql<boolean>`has_right('answer-finding', consortium_id)`)
      .executeTakeFirst();
    if (answered.numUpdatedRows === 0n) throw new Refusal('action-not-possible');
    await recordAudit(tx, row.consortium_id, 'inquiry.answered', id, { text });
    await tellAbout(tx, row, {
      roles: ['ministry-officer'],
      text: `${row.consortium}答复了转去的问题：${text}`,
      link: `/batches/${row.batch_id}/questions`,
    });
  });
}
