import { sql } from 'kysely';
import { stretchesOf } from '#core/apprenticeship/ledger-stretches.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { kindOf } from './apprenticeship-right.ts';

type Group = { consortiumId: string; kind: string; school_id: string; enterprise_id: string; major: string };

/**
 * Writes what the ledger says of all who are or were placed by a school in an enterprise for a major, as it stands in this transaction, in the words of both:
 * they signed who comes and when. Throws as `keepEntries`; `reason` is why a closed year is restated.
 */
export async function keepApprenticeshipEntries(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, kind, school_id, enterprise_id, major }: Group,
  reason: string,
): Promise<void> {
  const group = `apprenticeships ${kind} ${school_id} ${enterprise_id} ${major}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${group}, 0))`.execute(tx);
  const stays = await tx
    .selectFrom('apprenticeship_student as s')
    .innerJoin('apprenticeship as a', (join) =>
      join.onRef('a.consortium_id', '=', 's.consortium_id').onRef('a.id', '=', 's.apprenticeship_id'),
    )
    .select(['s.starts_on as from', 's.ends_on as to'])
    .where('a.consortium_id', '=', consortiumId)
    .where('a.kind', '=', kind)
    .where('a.school_id', '=', school_id)
    .where('a.enterprise_id', '=', enterprise_id)
    .where('a.major', '=', major)
    .where('s.state', 'in', ['begun', 'completed', 'left'])
    .execute();
  const stretches = new Map(stretchesOf(kindOf(kind).counts, stays).map((stretch) => [stretch.from, stretch]));
  const whose = { consortium_id: consortiumId, kind, school_id, enterprise_id, major };
  await tx
    .insertInto('apprenticeship_entry')
    .values([...stretches.keys()].map((starts_on) => ({ ...whose, starts_on })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const records = await tx
    .selectFrom('apprenticeship_entry')
    .select(['id', 'starts_on'])
    .where('consortium_id', '=', consortiumId)
    .where('kind', '=', kind)
    .where('school_id', '=', school_id)
    .where('enterprise_id', '=', enterprise_id)
    .where('major', '=', major)
    .execute();
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'apprenticeship',
    entries: records.map(({ id, starts_on }) => {
      const stretch = stretches.get(starts_on);
      const values = stretch && {
        school: school_id,
        enterprise: enterprise_id,
        major,
        headcount: stretch.headcount,
        startedOn: stretch.from,
        endedOn: stretch.to,
      };
      return { recordId: id, kind, values: values ?? null, sides: [school_id, enterprise_id] };
    }),
    reason: reason || undefined,
  });
}
