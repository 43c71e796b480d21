import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { majorCodeOf, mustKnowTalent, mustManageTalent, occupationCodeOf } from './talent-right.ts';
import type { MajorOccupationBody, MajorOccupationsView } from './talent-views.ts';

/** 专业—职业对应 of a consortium, by major. Throws `Refusal('not-found')`. */
export async function listMajorOccupations(
  { db, catalogues }: Context,
  actor: Actor,
  consortiumId: string,
): Promise<z.infer<typeof MajorOccupationsView>> {
  return db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    // Where nobody has imported the national list, an occupation is called as its enterprises call it.
    const called = tx
      .selectFrom('talent_demand')
      .select(['occupation_code', sql<string>`max(occupation)`.as('called')])
      .where('consortium_id', '=', consortiumId)
      .groupBy('occupation_code')
      .as('d');
    const rows = await tx
      .selectFrom('major_occupation')
      .leftJoin(called, 'd.occupation_code', 'occupation')
      .select(['major', 'occupation', 'd.called'])
      .where('consortium_id', '=', consortiumId)
      .orderBy('major')
      .orderBy('occupation')
      .limit(5000)
      .execute();
    return {
      items: rows.map(({ major, occupation, called }) => ({
        major,
        majorName: catalogues.nameOf('major', major) ?? '',
        occupation,
        occupationName: catalogues.nameOf('occupation', occupation) ?? called?.replace(occupation, '').trim() ?? '',
      })),
    };
  });
}

/** A major trains for one more occupation; said twice it stands once. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`. */
export async function addMajorOccupation(
  context: Context,
  actor: Actor,
  consortiumId: string,
  typed: MajorOccupationBody,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, consortiumId);
    const [major, occupation] = [majorCodeOf(context, typed.major), occupationCodeOf(context, typed.occupation)];
    if (major === null)
      throw new Refusal('invalid', { fields: ['major'], detail: '专业目录中没有这个专业，请填写代码或名称。' });
    if (occupation === null)
      throw new Refusal('invalid', {
        fields: ['occupation'],
        detail: '请填写职业分类大典的代码，如6-18-01-01；已导入职业分类的，也可以填名称。',
      });
    await tx
      .insertInto('major_occupation')
      .values({ consortium_id: consortiumId, major, occupation, person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await recordAudit(tx, consortiumId, 'major-occupation.added', consortiumId, { major, occupation });
  });
}

/** Throws `Refusal`: `forbidden`, `not-found` also where it does not stand. */
export async function endMajorOccupation(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { major, occupation }: { major: string; occupation: string },
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, consortiumId);
    const { numDeletedRows } = await tx
      .deleteFrom('major_occupation')
      .where('consortium_id', '=', consortiumId)
      .where('major', '=', major)
      .where('occupation', '=', occupation)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Refusal('not-found');
    await recordAudit(tx, consortiumId, 'major-occupation.ended', consortiumId, { major, occupation });
  });
}
