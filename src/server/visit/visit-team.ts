import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { tellAbout } from '#server/application/tell-about.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { changeVisit, lockVisited, mustReview } from './visit-row.ts';

/** Who may be sent: officers of the batch's office, and experts of its directory who have an account. `province` is an expert's own. */
export async function readVisitors(tx: Tx, batchId: string) {
  const { rows } = await sql<{ personId: string; name: string; kind: 'officer' | 'expert'; province: string }>`
    select a.person_id as "personId", name_of(a.person_id) as name, 'officer' as kind, '' as province
    from batch b join role_assignment a on a.unit_id = b.unit_id and a.role = 'ministry-officer' where b.id = ${batchId}
    union all
    select e.person_id, e.name, 'expert', e.province
    from batch b join expert e on e.unit_id = b.unit_id where b.id = ${batchId} and e.person_id is not null and not e.retired
    order by kind, name`.execute(tx);
  return rows;
}

/**
 * Sets who visits. Throws `Refusal('invalid')` for people who may not be sent, and for experts of the province that they would visit (回避),
 * `Refusal('stale')` where a colleague changed the visit meanwhile.
 */
export async function setTeam(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  { people, version }: { people: readonly string[]; version: number },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    await mustReview(tx, row);
    const team = [...new Set(people)];
    const known = new Map((await readVisitors(tx, row.batch_id)).map((each) => [each.personId, each]));
    const { province } = await tx
      .selectFrom('unit')
      .innerJoin('unit as above', 'above.id', 'unit.parent_id')
      .select('above.name as province')
      .where('unit.id', '=', row.consortium_id)
      .executeTakeFirstOrThrow();
    if (team.some((person) => !known.has(person)))
      throw new Refusal('invalid', { fields: ['people'], detail: '只能选派本单位工作人员和有账号的专家。' });
    const near = team.flatMap((person) => known.get(person) ?? []).filter((each) => each.province === province);
    if (near.length > 0)
      throw new Refusal('invalid', {
        fields: ['people'],
        detail: `${near.map(({ name }) => name).join('、')}与被考察单位同省，应当回避。`,
      });
    const kept = await changeVisit(tx, row, version, {});
    const key = { consortium_id: row.consortium_id, application_id: row.id };
    const before = await tx
      .deleteFrom('visit_member')
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .returning('person_id')
      .execute();
    if (team.length > 0)
      await tx
        .insertInto('visit_member')
        .values(team.map((person) => ({ ...key, person_id: person, added_by: actor.personId })))
        .execute();
    await recordAudit(tx, row.consortium_id, 'visit.team-set', row.id, { people: team });
    const added = team.filter((person) => !before.some(({ person_id }) => person_id === person));
    if (added.length > 0)
      await tellAbout(tx, row, {
        people: added,
        text: `您被安排实地考察${row.consortium}。`,
        link: `/applications/${row.id}/visit`,
      });
    return kept;
  });
}
