import { sql } from 'kysely';
import type { z } from 'zod';
import { daysNeeded, traineeStateLabels } from '#core/training/training-class.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ClassTarget, passingOf, readClass, readTrainees } from './class-row.ts';
import { CertificateContent, type TrainingPassView } from './class-views.ts';
import { digestOf } from './issue-training-certificate.ts';
import { named, trainingRules } from './training-right.ts';

type TrainingPass = ClassTarget & { traineeId: string; consortium: string; place: string };

/** Whom a pass is for, and its class. Throws `Refusal('not-found')` alike where it never was, where a newer one took its place and where its owner left. */
export async function openTrainingPass(tx: Tx) {
  const { rows } = await sql<TrainingPass>`
    select consortium_id as "consortiumId", class_id as "classId", trainee_id as "traineeId", consortium, coalesce(place, '') as place
    from own_training_pass()`.execute(tx);
  const [pass] = rows;
  if (!pass) throw new Refusal('not-found');
  const trainee = (await readTrainees(tx, pass)).find(({ id }) => id === pass.traineeId);
  if (!trainee) throw new Refusal('not-found');
  return { pass, row: await readClass(tx, pass), trainee };
}

type Enrolment = ClassTarget & { memberId: string; audience: string; consortium: string; provider: string };

/** The class that a link enrols in. Throws `Refusal('not-found')`. */
export async function readEnrolment(tx: Tx) {
  const { rows } = await sql<Enrolment>`
    select consortium_id as "consortiumId", class_id as "classId", member_id as "memberId", audience, consortium, provider
    from own_training_enrolment()`.execute(tx);
  const [open] = rows;
  if (!open) throw new Refusal('not-found');
  const counted = await sql<{ enrolled: number }>`
    select enrolled::integer from training_counts(${open.consortiumId}::uuid, ${[open.classId]}::uuid[])`.execute(tx);
  return { ...open, row: await readClass(tx, open), enrolled: counted.rows[0]?.enrolled ?? 0 };
}

/** What somebody sees of its class by its own link. Throws `Refusal('not-found')`. */
export async function viewTrainingPass(context: Context, token: string): Promise<z.infer<typeof TrainingPassView>> {
  return context.db.readAs(passOf(token), async (tx) => {
    const { pass, row, trainee } = await openTrainingPass(tx);
    const directory = await context.directories.of(pass.consortiumId);
    const certificate = await tx
      .selectFrom('training_certificate')
      .select('serial')
      .where('consortium_id', '=', pass.consortiumId)
      .where('trainee_id', '=', trainee.id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return {
      consortium: pass.consortium,
      provider: named(directory, row.member_id).name,
      className: row.name,
      classId: row.id,
      place: pass.place,
      shiftLabel: trainingRules().shifts[row.shift]?.label ?? '',
      days: row.days,
      today: beijingToday(),
      name: trainee.name,
      number: trainee.number,
      stateLabel: traineeStateLabels[trainee.state],
      isOpen: row.state === 'open',
      signedIn: trainee.days,
      daysNeeded: daysNeeded(passingOf(row)),
      passMark: row.pass_mark,
      score: trainee.score,
      satisfaction: trainee.satisfaction,
      opinion: trainee.opinion,
      serial: certificate?.serial ?? null,
    };
  });
}

/**
 * Deletes what is known of a trainee, at its own request and at once: name, words, link, and the name on its certificate. That somebody came on these days, passed and
 * how content it was stays, without a name; who never came gives up its seat. Throws `Refusal('not-found')`.
 */
export async function eraseTrainee({ db }: Context, token: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const { pass, row, trainee } = await openTrainingPass(tx);
    const whose = await tx
      .selectFrom('training_certificate')
      .select('content')
      .where('consortium_id', '=', pass.consortiumId)
      .where('trainee_id', '=', trainee.id)
      .executeTakeFirst();
    if (whose) {
      const left = { ...CertificateContent.parse(whose.content), holder: '', lines: [] };
      await sql`select erase_own_certificate(${digestOf(left)})`.execute(tx);
    }
    const leaves = row.state === 'open' && trainee.state === 'enrolled' && trainee.days.length === 0;
    await tx
      .updateTable('training_trainee')
      .set({
        name: '',
        opinion: '',
        pass_hash: null,
        erased_at: sql<Date>`clock_timestamp()`,
        version: trainee.version + 1,
        ...(leaves && { state: 'withdrawn' }),
      })
      .where('consortium_id', '=', pass.consortiumId)
      .where('id', '=', trainee.id)
      .execute();
  });
}
