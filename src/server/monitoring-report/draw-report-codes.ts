import type { ReportValues } from '#core/monitoring-report/report-values.ts';
import type { ActingPerson, Database } from '#server/db/database.ts';
import { drawCodes, keyOf } from '#server/figure/draw-codes.ts';
import { readFigures } from '#server/figure/read-figures.ts';

/**
 * A consortium's report with the codes of its year's figures. A sum of many consortia has no entries of its own to open, and an approved figure is frozen where
 * it was approved: these have none. Nor has a figure that moved since the report's values were read.
 */
export async function withCodes(db: Database, person: ActingPerson, values: ReportValues): Promise<ReportValues> {
  const { scope, basis, unitId, year, figures } = values;
  if (scope !== 'consortium' || basis !== 'ledger') return values;
  const printed = new Set(figures.flatMap(({ id, actual }) => (actual.has(year) ? [id] : [])));
  const codes = await db.asActor(person, async (tx) => {
    const now = await readFigures(tx, unitId, { years: [year] });
    const same = now.filter(
      ({ figure, value }) => printed.has(figure) && figures.find(({ id }) => id === figure)?.actual.get(year) === value,
    );
    return same.length === 0 ? new Map<string, string>() : drawCodes(tx, person.personId, unitId, same);
  });
  return {
    ...values,
    figures: figures.map((each) => ({ ...each, code: codes.get(keyOf({ figure: each.id, year })) })),
  };
}
