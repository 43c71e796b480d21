import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { talentRules } from '#server/talent/talent-right.ts';
import { readRecords } from '#server/talent-balance/read-records.ts';
import { standOf } from './list-majors.ts';
import { CaseStateId, type MajorStandView } from './major-views.ts';
import { readMajors } from './read-majors.ts';

export type CaseTarget = { consortiumId: string; caseId: string };

/** Throws `Refusal('not-found')`, also for who may not see it. */
export async function readCase(tx: Tx, { consortiumId, caseId }: CaseTarget) {
  const row = await tx
    .selectFrom('major_case')
    .selectAll()
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return { ...row, state: CaseStateId.parse(row.state) };
}

/** A major of a school as it stands today; nothing where it has no cohort and nobody told of one. */
export async function readStand(
  context: Context,
  tx: Tx,
  consortiumId: string,
  { memberId, major }: { memberId: string; major: string },
): Promise<MajorStandView | undefined> {
  const year = yearInChina(Date.now());
  const records = await readRecords(context, tx, consortiumId, { from: year, to: year + talentRules().majors.years });
  const judged = await readMajors(tx, consortiumId, records, year);
  const own = judged.find(({ figures }) => figures.memberId === memberId && figures.major === major);
  return own && standOf(own, beijingToday());
}
