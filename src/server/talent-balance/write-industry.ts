import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import {
  categoriesOf,
  mustKnowTalent,
  mustManageTalent,
  mustSpeakFor,
  talentRules,
} from '#server/talent/talent-right.ts';
import { mustBeMember } from '#server/talent/write-position.ts';
import type { IndustriesView } from './balance-views.ts';

/** The industries there are, which lead the park, and which each enterprise belongs to. Throws `Refusal('not-found')`. */
export async function viewIndustries(context: Context, actor: Actor, consortiumId: string): Promise<IndustriesView> {
  return context.db.readAs(actor, async (tx) => {
    const { manages, own } = await mustKnowTalent(tx, consortiumId);
    const said = await tx
      .selectFrom('talent_industry')
      .select(['member_id', 'industry'])
      .where('consortium_id', '=', consortiumId)
      .execute();
    const leading = await tx
      .selectFrom('leading_industry')
      .select('industry')
      .where('consortium_id', '=', consortiumId)
      .orderBy('industry')
      .execute();
    const { byId } = await context.directories.of(consortiumId);
    return {
      industries: [...talentRules().demand.industries],
      manages,
      leading: leading.map(({ industry }) => industry),
      enterprises: [...byId.values()]
        .filter(({ category }) => categoriesOf('enterprise').includes(category))
        .map(({ id, name }) => ({
          id,
          name,
          industry: said.find(({ member_id }) => member_id === id)?.industry ?? null,
          isOwn: manages || own.includes(id),
        }))
        .sort((one, other) => one.name.localeCompare(other.name, 'zh')),
    };
  });
}

/** Says to which industry an enterprise belongs. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`. */
export async function sayIndustry(
  context: Context,
  actor: Actor,
  { consortiumId, memberId }: { consortiumId: string; memberId: string },
  industry: string,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    await mustBeMember(context, consortiumId, memberId, 'enterprise');
    mustBeIndustry(industry, 'industry');
    await tx
      .insertInto('talent_industry')
      .values({ consortium_id: consortiumId, member_id: memberId, industry, person_id: actor.personId })
      .onConflict((on) =>
        on.columns(['consortium_id', 'member_id']).doUpdateSet({ industry, person_id: actor.personId }),
      )
      .execute();
    await recordAudit(tx, consortiumId, 'industry.said', memberId, { industry });
  });
}

/** Says which industries lead the park. Throws as `sayIndustry`. */
export async function sayLeadingIndustries(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  industries: readonly string[],
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, consortiumId);
    const leading = [...new Set(industries)];
    for (const industry of leading) mustBeIndustry(industry, 'industries');
    await tx.deleteFrom('leading_industry').where('consortium_id', '=', consortiumId).execute();
    if (leading.length > 0)
      await tx
        .insertInto('leading_industry')
        .values(leading.map((industry) => ({ consortium_id: consortiumId, industry, person_id: actor.personId })))
        .execute();
    await recordAudit(tx, consortiumId, 'industry.leading', consortiumId, { industries: leading });
  });
}

function mustBeIndustry(industry: string, field: string): void {
  if (!talentRules().demand.industries.some(({ code }) => code === industry))
    throw new Refusal('invalid', { fields: [field], detail: '国民经济行业分类中没有这个行业，请从列表中选择。' });
}
