import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { categoriesOf, levels, mustKnowTalent, mustSpeakFor, occupationCodeOf } from './talent-right.ts';
import type { PositionBody, PositionChange } from './talent-views.ts';

/** A new position of an enterprise. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`. */
export async function offerPosition(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, ...said }: PositionBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    await mustBeMember(context, consortiumId, memberId, 'enterprise');
    const columns = positionColumns(context, said);
    await tx
      .insertInto('talent_position')
      .values({ consortium_id: consortiumId, id, member_id: memberId, person_id: actor.personId, ...columns })
      .execute();
    await recordAudit(tx, consortiumId, 'position.offered', id, { title: said.title });
  });
  return { id };
}

/** Changes or withdraws a position. Throws as `offerPosition`, and `stale`. */
export async function changePosition(
  context: Context,
  actor: Actor,
  { consortiumId, positionId }: { consortiumId: string; positionId: string },
  { version, isWithdrawn, ...said }: PositionChange,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const query = tx
      .selectFrom('talent_position')
      .select(['member_id', 'version'])
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', positionId);
    const row = await query.executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    await mustSpeakFor(tx, consortiumId, row.member_id);
    const { numUpdatedRows } = await tx
      .updateTable('talent_position')
      .set({ ...positionColumns(context, said), is_withdrawn: isWithdrawn, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', positionId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await recordAudit(tx, consortiumId, isWithdrawn ? 'position.withdrawn' : 'position.changed', positionId, {});
    return { version: version + 1 };
  });
}

/** Throws `Refusal('invalid')` where the member is none of the consortium's, or not of that side. */
export async function mustBeMember(
  { directories }: Pick<Context, 'directories'>,
  consortiumId: string,
  memberId: string,
  side: 'enterprise' | 'school',
): Promise<void> {
  const member = (await directories.of(consortiumId)).byId.get(memberId);
  if (member && categoriesOf(side).includes(member.category)) return;
  const detail = side === 'enterprise' ? '岗位和需求由企业成员提出。' : '请选择本联合体的学校成员。';
  throw new Refusal('invalid', { fields: ['memberId'], detail });
}

/** Throws `Refusal('invalid')` for a code that the national list does not have; what is typed stays as it is where there is no list yet. */
export function mustBeListed(
  { catalogues }: Pick<Context, 'catalogues'>,
  list: 'major' | 'occupation',
  typed: string,
): void {
  if (typed === '' || catalogues.isListed(list, typed)) return;
  const detail =
    list === 'major' ? '专业目录中没有这个专业，请从列表中选择。' : '职业分类中没有这个职业，请从列表中选择。';
  throw new Refusal('invalid', { fields: [list], detail });
}

export function mustBeLevel(level: string): void {
  if (!levels().includes(level))
    throw new Refusal('invalid', { fields: ['level'], detail: `学历应为${levels().join('、')}之一。` });
}

/** What a position says, by columns. Throws `Refusal('invalid')` with the fields at fault. */
export function positionColumns(context: Pick<Context, 'catalogues'>, said: Omit<PositionBody, 'memberId'>) {
  const { kind, title, occupation, level, skills, headcount, startsOn, endsOn, pay, place, expiresOn, isPublic } = said;
  mustBeLevel(level);
  mustBeListed(context, 'occupation', occupation);
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw new Refusal('invalid', { fields: ['startsOn', 'endsOn'], detail: '结束日期不能早于开始日期。' });
  if (pay !== null && pay.to < pay.from)
    throw new Refusal('invalid', { fields: ['pay'], detail: '薪酬的上限不能低于下限。' });
  return {
    kind,
    title,
    occupation,
    occupation_code: occupationCodeOf(context, occupation),
    level,
    skills,
    headcount,
    starts_on: startsOn,
    ends_on: endsOn,
    pay_from: pay?.from ?? null,
    pay_to: pay?.to ?? null,
    place,
    expires_on: expiresOn,
    is_public: isPublic,
  };
}
