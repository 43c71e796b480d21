import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { majorCodeOf, mustKnowTalent, mustSpeakFor } from './talent-right.ts';
import type { ProgrammeBody, ProgrammeChange } from './talent-views.ts';
import { mustBeListed, mustBeMember } from './write-position.ts';

/** A school's cohort of a major. Throws `Refusal`: `invalid` with the fields at fault, also where it stands there already, `forbidden`, `not-found`. */
export async function addProgramme(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, ...said }: ProgrammeBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    await mustBeMember(context, consortiumId, memberId, 'school');
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('talent_programme')
      .values({
        consortium_id: consortiumId,
        id,
        member_id: memberId,
        person_id: actor.personId,
        ...programmeColumns(context, said),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw alreadyThere();
    await recordAudit(tx, consortiumId, 'programme.added', id, { major: said.major });
  });
  return { id };
}

/** Throws as `addProgramme`, and `stale`. */
export async function changeProgramme(
  context: Context,
  actor: Actor,
  { consortiumId, programmeId }: { consortiumId: string; programmeId: string },
  { version, ...said }: ProgrammeChange,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const all = await tx
      .selectFrom('talent_programme')
      .select(['id', 'member_id', 'major', 'enrolled_in', 'version'])
      .where('consortium_id', '=', consortiumId)
      .execute();
    const row = all.find(({ id }) => id === programmeId);
    if (!row) throw new Refusal('not-found');
    await mustSpeakFor(tx, consortiumId, row.member_id);
    const isSame = (one: (typeof all)[number]) =>
      one.member_id === row.member_id && one.major === said.major && one.enrolled_in === said.enrolledIn;
    if (all.some((one) => one.id !== programmeId && isSame(one))) throw alreadyThere();
    const { numUpdatedRows } = await tx
      .updateTable('talent_programme')
      .set({ ...programmeColumns(context, said), version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', programmeId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await recordAudit(tx, consortiumId, 'programme.changed', programmeId, {});
    return { version: version + 1 };
  });
}

const alreadyThere = () =>
  new Refusal('invalid', { fields: ['major', 'enrolledIn'], detail: '这一届的这个专业已经登记，请在那一条上修改。' });

/** What a cohort says, by columns. Throws `Refusal('invalid')` with the fields at fault. */
export function programmeColumns(context: Pick<Context, 'catalogues'>, said: Omit<ProgrammeBody, 'memberId'>) {
  const { major, enrolledIn, graduatesIn, size, skills } = said;
  mustBeListed(context, 'major', major);
  if (graduatesIn < enrolledIn || graduatesIn > enrolledIn + 12)
    throw new Refusal('invalid', { fields: ['graduatesIn'], detail: '毕业年份应在入学之后的12年以内。' });
  return {
    major,
    major_code: majorCodeOf(context, major),
    enrolled_in: enrolledIn,
    graduates_in: graduatesIn,
    size,
    skills,
  };
}
