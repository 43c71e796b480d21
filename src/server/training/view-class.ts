import { sql } from 'kysely';
import type { z } from 'zod';
import {
  classActionLabels,
  classActionsFor,
  classStateLabels,
  daysNeeded,
  traineeStateLabels,
  whyFailed,
} from '#core/training/training-class.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { categoriesOf } from '#server/talent/talent-right.ts';
import {
  type ClassRow,
  type ClassTarget,
  classQuery,
  classRowOf,
  passingOf,
  readClass,
  readTrainees,
  type TraineeRow,
} from './class-row.ts';
import type { ClassesView, ClassHead, ClassView } from './class-views.ts';
import { viewRoomBooking } from './room-booking.ts';
import { mustKnowTraining, named, trainingRules } from './training-right.ts';

/** Classes of a consortium, the latest first, with how many take part. Throws `Refusal('not-found')`. */
export async function listClasses(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof ClassesView>> {
  return context.db.readAs(actor, async (tx) => {
    await mustKnowTraining(tx, consortiumId);
    const rows = await classQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .orderBy(sql`c.days[1]`, 'desc')
      .orderBy('c.name')
      .limit(limit)
      .offset(offset)
      .execute();
    const directory = await context.directories.of(consortiumId);
    return {
      items: await headsOf(tx, consortiumId, directory, rows.map(classRowOf)),
      total: rows[0]?.total ?? 0,
    };
  });
}

/**
 * One class; names are shown to the member that holds it, and to a member those of its own staff: offices see how many there are. Throws `Refusal('not-found')`.
 */
export async function viewClass(
  context: Context,
  actor: Actor,
  target: ClassTarget,
): Promise<z.infer<typeof ClassView>> {
  const { consortiumId, classId } = target;
  return context.db.readAs(actor, async (tx) => {
    const { own } = await mustKnowTraining(tx, consortiumId);
    const row = await readClass(tx, target);
    const directory = await context.directories.of(consortiumId);
    const [head] = await headsOf(tx, consortiumId, directory, [row]);
    if (!head) throw new Error('a class that was read has a head');
    const trainees = await readTrainees(tx, target);
    const certificates = await readCertificates(tx, target);
    const confirmations = await tx
      .selectFrom('training_confirmation')
      .select('enterprise_id')
      .where('consortium_id', '=', consortiumId)
      .where('class_id', '=', classId)
      .execute();
    const confirmed = confirmations.map(({ enterprise_id }) => enterprise_id);
    const isProvider = own.includes(row.member_id);
    const today = beijingToday();
    const cameFrom = new Set(trainees.flatMap((one) => (one.days.length > 0 ? (one.enterprise_id ?? []) : [])));
    const isFirm = (id: string) => categoriesOf('enterprise').includes(directory.byId.get(id)?.category ?? '');
    const enrols = isProvider ? [...directory.byId.keys()] : own;
    const members = (ids: readonly string[]) =>
      ids.map((id) => named(directory, id)).sort((one, other) => one.name.localeCompare(other.name, 'zh'));
    return {
      ...head,
      version: row.version,
      today,
      kind: row.kind,
      isPublic: row.is_public,
      roomId: row.room_id,
      teacherId: row.teacher_id,
      attendance: row.attendance,
      passMark: row.pass_mark,
      daysNeeded: daysNeeded(passingOf(row)),
      isProvider,
      roomBooking: isProvider ? await viewRoomBooking(tx, consortiumId, row) : null,
      enrols: row.state === 'open' ? members(enrols.filter(isFirm)) : [],
      confirms:
        row.state === 'completed' ? members(own.filter((id) => cameFrom.has(id) && !confirmed.includes(id))) : [],
      confirmed: members(confirmed),
      actions: isProvider
        ? classActionsFor({ state: row.state, days: row.days, signIns: head.personDays }, today).map((id) => ({
            id,
            label: classActionLabels[id],
          }))
        : [],
      trainees: trainees.map((one) => viewTrainee(row, one, directory, certificates.get(one.id) ?? null)),
    };
  });
}

type Certificate = { id: string; serial: string; isRevoked: boolean };

async function readCertificates(
  tx: Tx,
  { consortiumId, classId }: ClassTarget,
): Promise<ReadonlyMap<string, Certificate>> {
  const rows = await tx
    .selectFrom('training_certificate as c')
    .innerJoin('training_trainee as t', (join) =>
      join.onRef('t.consortium_id', '=', 'c.consortium_id').onRef('t.id', '=', 'c.trainee_id'),
    )
    .select(['c.id', 'c.serial', 'c.revoked_at', 't.id as trainee'])
    .where('t.consortium_id', '=', consortiumId)
    .where('t.class_id', '=', classId)
    .execute();
  return new Map(
    rows.map(({ id, serial, revoked_at, trainee }) => [trainee, { id, serial, isRevoked: revoked_at !== null }]),
  );
}

function viewTrainee(row: ClassRow, trainee: TraineeRow, directory: Directory, certificate: Certificate | null) {
  const { id, number, name, state, days, score, satisfaction, opinion, version } = trainee;
  const isCounted = state === 'failed' || (state === 'enrolled' && (row.days.at(-1) ?? '') <= beijingToday());
  return {
    id,
    number,
    name,
    isErased: trainee.erased_at !== null,
    from: trainee.enterprise_id === null ? (trainee.audience ?? '') : named(directory, trainee.enterprise_id).name,
    state,
    stateLabel: traineeStateLabels[state],
    days,
    score,
    lacks: isCounted ? (whyFailed(passingOf(row), { came: days.length, score }) ?? null) : null,
    satisfaction,
    opinion,
    certificate,
    version,
  };
}

type Counted = {
  id: string;
  enrolled: number;
  passed: number;
  personDays: number;
  rated: number;
  satisfaction: string | null;
};

async function headsOf(
  tx: Tx,
  consortiumId: string,
  directory: Directory,
  rows: readonly ClassRow[],
): Promise<z.infer<typeof ClassHead>[]> {
  const ids = rows.map(({ id }) => id);
  const counted = await sql<Counted>`
    select id, enrolled::integer, passed::integer, person_days::integer as "personDays", rated::integer, satisfaction
    from training_counts(${consortiumId}::uuid, ${ids}::uuid[])`.execute(tx);
  const { rows: places } = await sql<{ id: string; place: string | null; teacher: string | null; course: string }>`
    select c.id, s.name || ' ' || r.name as place, t.name as teacher, o.name as course from training_class c
    join training_course o on o.consortium_id = c.consortium_id and o.id = c.course_id
    left join training_room r on r.consortium_id = c.consortium_id and r.id = c.room_id
    left join training_site s on s.consortium_id = r.consortium_id and s.id = r.site_id
    left join training_teacher t on t.consortium_id = c.consortium_id and t.id = c.teacher_id
    where c.consortium_id = ${consortiumId} and c.id = any(${ids}::uuid[])`.execute(tx);
  const counts = new Map(counted.rows.map((each) => [each.id, each]));
  const where = new Map(places.map((each) => [each.id, each]));
  return rows.map((row) => {
    const count = counts.get(row.id);
    return {
      id: row.id,
      provider: named(directory, row.member_id),
      course: { id: row.course_id, name: where.get(row.id)?.course ?? '' },
      name: row.name,
      startsOn: row.days[0] ?? '',
      endsOn: row.days.at(-1) ?? '',
      days: row.days,
      shift: row.shift,
      shiftLabel: trainingRules().shifts[row.shift]?.label ?? '',
      place: where.get(row.id)?.place ?? '',
      teacher: where.get(row.id)?.teacher ?? '',
      seats: row.seats,
      audience: row.audience,
      state: row.state,
      stateLabel: classStateLabels[row.state],
      enrolled: count?.enrolled ?? 0,
      passed: count?.passed ?? 0,
      personDays: count?.personDays ?? 0,
      satisfaction: count?.satisfaction == null ? null : Number(count.satisfaction),
      rated: count?.rated ?? 0,
    };
  });
}
