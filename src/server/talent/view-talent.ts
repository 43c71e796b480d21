import type { z } from 'zod';
import { positionKindLabels, positionKinds } from '#core/talent/position.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { FairStateId } from '#server/placement/fair-views.ts';
import { categoriesOf, levels, majorText, mustKnowTalent, talentRules } from './talent-right.ts';
import type { TalentView } from './talent-views.ts';

/** A consortium's supply and demand besides its positions, and for whom the reader may speak. Throws `Refusal('not-found')`. */
export async function viewTalent(
  context: Context,
  actor: Actor,
  consortiumId: string,
): Promise<z.infer<typeof TalentView>> {
  const { db, directories } = context;
  return db.readAs(actor, async (tx) => {
    const { manages, own } = await mustKnowTalent(tx, consortiumId);
    const consortium = await tx
      .selectFrom('unit')
      .select(['id', 'name'])
      .where('id', '=', consortiumId)
      .executeTakeFirstOrThrow();
    const directory = await directories.of(consortiumId);
    const named = (id: string) => ({ id, name: directory.byId.get(id)?.name ?? '' });
    const speaksFor = (side: 'enterprise' | 'school') =>
      [...directory.byId.values()]
        .filter(({ id, category }) => categoriesOf(side).includes(category) && (manages || own.includes(id)))
        .map(({ id, name }) => ({ id, name }))
        .sort((one, other) => one.name.localeCompare(other.name, 'zh'));
    const demands = await tx
      .selectFrom('talent_demand')
      .select(['member_id', 'position', 'occupation', 'occupation_code', 'level', 'year', 'headcount'])
      .where('consortium_id', '=', consortiumId)
      .where('headcount', '>', 0)
      .orderBy('position')
      .orderBy('level')
      .orderBy('year')
      .limit(5000)
      .execute();
    const programmes = await tx
      .selectFrom('talent_programme')
      .select(['id', 'member_id', 'major', 'major_code', 'enrolled_in', 'graduates_in', 'size', 'skills', 'version'])
      .where('consortium_id', '=', consortiumId)
      .orderBy('graduates_in')
      .orderBy('major')
      .limit(2000)
      .execute();
    const fairs = await tx
      .selectFrom('fair')
      .select(['id', 'title', 'state', 'wishes_until'])
      .where('consortium_id', '=', consortiumId)
      .orderBy('at', 'desc')
      .limit(100)
      .execute();
    const today = beijingToday();
    return {
      consortium,
      manages,
      today,
      levels: [...levels()],
      kinds: positionKinds.map((id) => ({ id, label: positionKindLabels[id] })),
      years: Array.from({ length: talentRules().years }, (_, at) => Number(today.slice(0, 4)) + at),
      enterprises: speaksFor('enterprise'),
      schools: speaksFor('school'),
      demands: [...Map.groupBy(demands, (row) => `${row.member_id}\n${row.position}\n${row.level}`).values()].flatMap(
        ([first, ...rest]) =>
          first
            ? {
                member: named(first.member_id),
                position: first.position,
                occupation: first.occupation,
                occupationCode: first.occupation_code,
                level: first.level,
                years: [first, ...rest].map(({ year, headcount }) => ({ year, headcount })),
              }
            : [],
      ),
      programmes: programmes.map((row) => ({
        id: row.id,
        member: named(row.member_id),
        major: row.major,
        majorText: majorText(context, row.major),
        majorCode: row.major_code,
        enrolledIn: row.enrolled_in,
        graduatesIn: row.graduates_in,
        size: row.size,
        skills: row.skills,
        version: row.version,
      })),
      fairs: fairs.map(({ id, title, state, wishes_until }) => ({
        id,
        title,
        state: FairStateId.parse(state),
        wishesUntil: wishes_until.toISOString(),
      })),
    };
  });
}
