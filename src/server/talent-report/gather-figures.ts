import { type BalanceSide, balanceOf } from '#core/talent-balance/balance.ts';
import { forecastDemand } from '#core/talent-balance/forecast.ts';
import type { DemandFigures, DemandLine } from '#core/talent-report/demand-figures.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readMajors } from '#server/major/read-majors.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { categoriesOf, majorText, talentRules } from '#server/talent/talent-right.ts';
import { readRecords } from '#server/talent-balance/read-records.ts';
import { keyText } from '#server/talent-balance/view-balance.ts';

const earliest = 2000;

/** What a report of a year is drafted from, as the transaction reads it now: the same that the pages of the balance and of majors show. */
export async function gatherFigures(
  context: Context,
  tx: Tx,
  consortiumId: string,
  year: number,
): Promise<DemandFigures> {
  const { demand: rules, majors: judged } = talentRules();
  const to = year + Math.max(rules.forecast.ahead, judged.years);
  const records = await readRecords(context, tx, consortiumId, { from: earliest, to });
  const { byId } = await context.directories.of(consortiumId);
  const consortium = await tx
    .selectFrom('unit')
    .select('name')
    .where('id', '=', consortiumId)
    .executeTakeFirstOrThrow();
  const countOf = (side: 'enterprise' | 'school') =>
    [...byId.values()].filter(({ category }) => categoriesOf(side).includes(category)).length;
  const linesOf = (by: BalanceSide): DemandLine[] =>
    balanceOf(records, by, year, rules.balance).rows.map(({ key, ...row }) => ({
      ...row,
      label: keyText(records, by, key),
    }));
  const { total, before } = balanceOf(records, 'occupation', year, rules.balance);
  const forecasts = forecastDemand(records, year, rules.forecast);
  const majors = await readMajors(tx, consortiumId, records, year);
  return {
    name: consortium.name,
    year,
    day: beijingToday(),
    enterprises: countOf('enterprise'),
    schools: countOf('school'),
    total,
    before,
    occupations: linesOf('occupation'),
    industries: linesOf('industry'),
    levels: linesOf('level'),
    forecast: {
      ...forecasts,
      occupations: forecasts.occupations.map(({ occupation, past, years }) => ({
        label: keyText(records, 'occupation', occupation),
        past,
        years,
      })),
    },
    warnings: majors
      .filter(({ warning }) => warning.grade === 'warned')
      .map(({ figures, warning }) => ({
        school: byId.get(figures.memberId)?.name ?? '',
        major: majorText(context, figures.major),
        reasons: warning.reasons.map(({ text }) => text),
      })),
  };
}
