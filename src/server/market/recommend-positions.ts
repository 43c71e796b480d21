import { sql } from 'kysely';
import { recommend } from '#core/market/recommend.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readPositions, viewPosition } from '#server/talent/list-positions.ts';
import { levels, majorText, mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import type { RecommendedView } from './market-views.ts';

type Learning = { major: string; major_code: string | null; skills: readonly string[]; place: string; level: string };

const most = 20;

/** Open positions that suit a student, or all of a programme, the best first, with the reasons. */
export async function recommendTo(
  { catalogues, directories }: Context,
  tx: Tx,
  consortiumId: string,
  { major, major_code: code, skills, place, level }: Learning,
): Promise<RecommendedView[]> {
  const today = beijingToday();
  const pairs = await tx
    .selectFrom('major_occupation')
    .select('occupation')
    .where('consortium_id', '=', consortiumId)
    .where('major', '=', code ?? '')
    .orderBy('occupation')
    .limit(50)
    .execute();
  const occupations = new Map(
    pairs.map(({ occupation }) => [occupation, catalogues.nameOf('occupation', occupation) ?? '']),
  );
  const { rows } = await sql<{ id: string }>`
    select id from match_positions(${consortiumId}::uuid, ${[...occupations.keys()]}::text[], ${[...skills]}::text[], ${today}::date)`.execute(
    tx,
  );
  const found = await readPositions(
    tx,
    consortiumId,
    rows.map(({ id }) => id),
  );
  const directory = await directories.of(consortiumId);
  const { anyLevel } = talentRules().demand.balance;
  return recommend(
    { major: majorText({ catalogues }, major), occupations, skills, place, level },
    { order: levels().filter((each) => each !== anyLevel), any: anyLevel },
    found.map((row) => viewPosition(row, directory, today)),
    most,
  ).map(({ position, reasons }) => ({ position, reasons: [...reasons] }));
}

/** Positions for a school's cohort. Throws `Refusal('not-found')`. */
export async function recommendToProgramme(
  context: Context,
  actor: Actor,
  { consortiumId, programmeId }: { consortiumId: string; programmeId: string },
): Promise<RecommendedView[]> {
  return context.db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const row = await tx
      .selectFrom('talent_programme')
      .select(['major', 'major_code', 'skills'])
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', programmeId)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    // Of a cohort nobody says how far it goes: whatever is asked for, its school decides.
    const level =
      levels()
        .filter((each) => each !== talentRules().demand.balance.anyLevel)
        .at(-1) ?? '';
    return recommendTo(context, tx, consortiumId, { ...row, place: '', level });
  });
}
