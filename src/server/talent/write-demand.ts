import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { mustSpeakFor, occupationCodeOf, talentRules } from './talent-right.ts';
import type { DemandBody } from './talent-views.ts';
import { mustBeLevel, mustBeListed, mustBeMember } from './write-position.ts';

/**
 * An enterprise's forecast for a position, year by year; a year that is not named stays as it was. Each year is an entry of the ledger of demand, and 0 takes it
 * back. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function foreseeDemand(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, position, occupation, level, years }: DemandBody,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    await mustBeMember(context, consortiumId, memberId, 'enterprise');
    mustBeLevel(level);
    mustBeListed(context, 'occupation', occupation);
    const rows = await tx
      .insertInto('talent_demand')
      .values(
        years.map(({ year, headcount }) => ({
          consortium_id: consortiumId,
          member_id: memberId,
          position,
          occupation,
          occupation_code: occupationCodeOf(context, occupation),
          level,
          year,
          headcount,
          person_id: actor.personId,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['consortium_id', 'member_id', 'position', 'level', 'year']).doUpdateSet({
          occupation: sql`excluded.occupation`,
          occupation_code: sql`excluded.occupation_code`,
          headcount: sql`excluded.headcount`,
        }),
      )
      .returning(['id', 'year', 'headcount'])
      .execute();
    await keepEntries(context, tx, actor, {
      consortiumId,
      noun: 'demand',
      entries: rows.map(({ id, year, headcount }) => ({
        recordId: id,
        kind: talentRules().ledger,
        values: headcount === 0 ? null : { enterprise: memberId, position, occupation, level, headcount, year },
      })),
    });
    await recordAudit(tx, consortiumId, 'demand.foreseen', memberId, { position, level, years });
  });
}
