import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { BusyList, type TrainingView } from './catalogue-views.ts';
import { actsFor } from './keep-catalogue.ts';
import { audiences, mustKnowTraining, named, skillLevels, trainingKinds, trainingRules } from './training-right.ts';

/** Places, courses, rooms, teachers and needs of a consortium, by name, the needs by their days. Throws `Refusal('not-found')`. */
export async function viewCatalogue(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
): Promise<z.infer<typeof TrainingView>> {
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTraining(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, 'zh');
    const members = [...directory.byId.values()].map(({ id, name }) => ({ id, name })).sort(byName);
    const own = <Row extends { member_id: string; is_withdrawn: boolean }>({
      member_id,
      is_withdrawn,
      ...rest
    }: Row) => ({
      ...rest,
      member: named(directory, member_id),
      isWithdrawn: is_withdrawn,
      mayChange: actsFor(right, member_id),
    });
    const sites = await readSites(tx, consortiumId);
    const courses = await readCourses(tx, consortiumId);
    const rooms = await readRooms(tx, consortiumId);
    const teachers = await readTeachers(tx, consortiumId);
    const needs = await readNeeds(tx, consortiumId);
    const resources = await tx
      .selectFrom('resource')
      .select(['id', 'member_id as memberId', 'name'])
      .where('consortium_id', '=', consortiumId)
      .where('kind', '=', trainingRules().room)
      .where('is_withdrawn', '=', false)
      .orderBy('name')
      .execute();
    return {
      manages: right.manages,
      members: members.filter(({ id }) => actsFor(right, id)),
      own: members.filter(({ id }) => right.own.includes(id)),
      audiences: [...audiences()],
      kinds: [...trainingKinds()],
      levels: [...skillLevels()],
      shifts: trainingRules().shifts.map(({ label, weekdays }) => ({ label, weekdays: [...weekdays] })),
      sites,
      courses: courses.map(own),
      rooms: rooms.map(own),
      teachers: teachers.map(own),
      needs: needs.map(own),
      resources,
    };
  });
}

export async function readSites(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('training_site')
    .select(['id', 'version', 'name', 'longitude', 'latitude'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, longitude: Number(row.longitude), latitude: Number(row.latitude) }));
}

export function readCourses(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('training_course')
    .select(['id', 'version', 'member_id', 'name', 'skills', 'people', 'weeks', 'equipment', 'is_withdrawn'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('is_withdrawn')
    .orderBy('name')
    .execute();
}

export async function readRooms(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('training_room')
    .select(['id', 'version', 'member_id', 'site_id as siteId', 'name', 'seats', 'equipment', 'is_withdrawn'])
    .select(['resource_id as resourceId', 'busy'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('is_withdrawn')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, busy: BusyList.parse(row.busy) }));
}

export async function readTeachers(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('training_teacher')
    .select(['id', 'version', 'member_id', 'site_id as siteId', 'name', 'course_ids as courseIds', 'is_withdrawn'])
    .select(['most_weeks as mostWeeks', 'busy'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('is_withdrawn')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, busy: BusyList.parse(row.busy) }));
}

export function readNeeds(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('training_need as n')
    .select(['n.id', 'n.version', 'n.member_id', 'n.audience', 'n.kind', 'n.course_id as courseId', 'n.is_withdrawn'])
    .select(['n.site_id as siteId', 'n.people', 'n.weight', 'n.from_on as fromOn', 'n.until_on as untilOn'])
    .select(['n.shifts', 'n.note'])
    .select(
      sql<number>`(select coalesce(sum(c.seats), 0)::integer from training_class c
        where c.consortium_id = n.consortium_id and c.need_id = n.id and c.state <> 'cancelled')`.as('arranged'),
    )
    .where('n.consortium_id', '=', consortiumId)
    .orderBy('n.is_withdrawn')
    .orderBy('n.from_on')
    .orderBy('n.at')
    .execute();
}
