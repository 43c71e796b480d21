import { type BalanceSide, balanceOf } from '#core/talent-balance/balance.ts';
import { forecastDemand } from '#core/talent-balance/forecast.ts';
import { type Piece, piecesOf } from '#core/talent-balance/pieces.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { majorText, mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import type { BalanceView, ForecastView, RecordsView } from './balance-views.ts';
import { type ReadRecords, readRecords } from './read-records.ts';

const earliest = 2000;

/** Supply against demand of a year, this one where none is named. Throws `Refusal('not-found')`. */
export async function viewBalance(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { year, by }: { year: number | undefined; by: BalanceSide },
): Promise<BalanceView> {
  const thisYear = yearInChina(Date.now());
  const of = year ?? thisYear;
  const rules = talentRules().demand.balance;
  return context.db.readAs(actor, async (tx) => {
    const { manages } = await mustKnowTalent(tx, consortiumId);
    const consortium = await tx
      .selectFrom('unit')
      .select(['id', 'name'])
      .where('id', '=', consortiumId)
      .executeTakeFirstOrThrow();
    const records = await readRecords(context, tx, consortiumId, { from: of - 1, to: of });
    const { total, before, rows } = balanceOf(records, by, of, rules);
    return {
      consortium,
      manages,
      year: of,
      thisYear,
      by,
      total,
      before,
      ...rules,
      rows: rows.map((row) => ({ ...row, label: keyText(records, by, row.key) })),
    };
  });
}

/** The records behind a line, each with how many it adds; they add up to the line. Throws `Refusal('not-found')`. */
export async function viewRecords(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { year, by, key }: { year: number; by: BalanceSide; key: string },
): Promise<RecordsView> {
  return context.db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const records = await readRecords(context, tx, consortiumId, { from: year, to: year });
    const { byId } = await context.directories.of(consortiumId);
    const pieces = piecesOf(records, year);
    const needs = new Map([...records.forecasts, ...records.jobs].map((need) => [need.id, need]));
    const cohorts = new Map(records.cohorts.map((cohort) => [cohort.id, cohort]));
    const sourceOf = ([recordId, own]: readonly [string, readonly Piece[]]) => {
      const [first] = own;
      const need = needs.get(recordId);
      const cohort = cohorts.get(recordId);
      const memberId = need?.memberId ?? cohort?.memberId ?? '';
      return {
        source: first?.source ?? ('cohort' as const),
        id: recordId,
        member: { id: memberId, name: byId.get(memberId)?.name ?? '' },
        title: need?.title ?? majorText(context, cohort?.major ?? ''),
        level: need?.level ?? cohort?.level ?? '',
        headcount: need?.headcount ?? cohort?.size ?? 0,
        counted: own.reduce((sum, { count }) => sum + count, 0),
      };
    };
    const sourcesOf = (all: readonly Piece[]) =>
      [
        ...Map.groupBy(
          all.filter((piece) => piece[by] === key),
          ({ recordId }) => recordId,
        ),
      ].map(sourceOf);
    return {
      label: keyText(records, by, key),
      demand: sourcesOf(pieces.demand),
      supply: sourcesOf(pieces.supply),
    };
  });
}

/** Demand foretold from the years up to a year. Throws `Refusal('not-found')`. */
export async function viewForecast(
  context: Context,
  actor: Actor,
  consortiumId: string,
  year = yearInChina(Date.now()),
): Promise<ForecastView> {
  const rules = talentRules().demand.forecast;
  return context.db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const records = await readRecords(context, tx, consortiumId, { from: earliest, to: year + rules.ahead });
    const forecasts = forecastDemand(records, year, rules);
    const ahead = Array.from({ length: rules.ahead }, (_, at) => year + at + 1);
    const foreseen = new Map(ahead.map((each) => [each, piecesOf(records, each).demand]));
    return {
      ...forecasts,
      year,
      ahead,
      leastYears: rules.leastYears,
      leastErrors: rules.leastErrors,
      percent: rules.percent,
      years: [...forecasts.years],
      tests: [...forecasts.tests],
      occupations: forecasts.occupations.map(({ occupation, past, years }) => ({
        occupation,
        label: keyText(records, 'occupation', occupation),
        past: [...past],
        years: years.map((each) => ({
          ...each,
          foreseen: (foreseen.get(each.year) ?? []).reduce(
            (sum, piece) => sum + (piece.occupation === occupation ? piece.count : 0),
            0,
          ),
        })),
      })),
    };
  });
}

/** A line as people read it: a code with its name. */
export function keyText({ nameOf }: Pick<ReadRecords, 'nameOf'>, by: BalanceSide, key: string): string {
  if (key === '') return by === 'industry' ? '未注明行业' : by === 'level' ? '未注明学历' : '未注明职业';
  if (by === 'level') return key;
  const name =
    by === 'occupation' ? nameOf(key) : (talentRules().demand.industries.find(({ code }) => code === key)?.name ?? '');
  return name === '' || name === key ? key : `${name}（${key}）`;
}
