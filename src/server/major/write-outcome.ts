import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnowTalent, mustSpeakFor } from '#server/talent/talent-right.ts';
import type { OutcomeBody } from './major-views.ts';

/**
 * A school tells how a cohort was admitted and found work; what it leaves out is not known. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`,
 * `not-found`, `stale`.
 */
export async function tellOutcome(
  { db }: Context,
  actor: Actor,
  { consortiumId, programmeId }: { consortiumId: string; programmeId: string },
  { version, ...told }: OutcomeBody,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const programme = await tx
      .selectFrom('talent_programme')
      .select('member_id')
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', programmeId)
      .executeTakeFirst();
    if (!programme) throw new Refusal('not-found');
    await mustSpeakFor(tx, consortiumId, programme.member_id);
    mustFit(told);
    const key = { consortium_id: consortiumId, programme_id: programmeId };
    const columns = { ...told, person_id: actor.personId };
    const written =
      version === 0
        ? await tx
            .insertInto('programme_outcome')
            .values({ ...key, member_id: programme.member_id, ...columns })
            .onConflict((on) => on.doNothing())
            .returning('version')
            .executeTakeFirst()
        : await tx
            .updateTable('programme_outcome')
            .set({ ...columns, version: version + 1 })
            .where('consortium_id', '=', consortiumId)
            .where('programme_id', '=', programmeId)
            .where('version', '=', version)
            .returning('version')
            .executeTakeFirst();
    if (!written) throw new Refusal('stale');
    await recordAudit(tx, consortiumId, 'programme.outcome-told', programmeId, told);
    return written;
  });
}

function mustFit({ planned, admitted, graduates, employed }: Omit<OutcomeBody, 'version'>): void {
  if ((planned === null) !== (admitted === null) || planned === 0)
    throw new Refusal('invalid', {
      fields: ['planned', 'admitted'],
      detail: '计划人数和报到人数一起填写，计划人数至少1人。',
    });
  if ((graduates === null) !== (employed === null) || graduates === 0)
    throw new Refusal('invalid', {
      fields: ['graduates', 'employed'],
      detail: '毕业人数和就业人数一起填写，毕业人数至少1人。',
    });
  if (graduates !== null && employed !== null && employed > graduates)
    throw new Refusal('invalid', { fields: ['employed'], detail: '就业人数不能多于毕业人数。' });
}
