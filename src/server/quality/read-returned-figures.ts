import { type RawBuilder, sql } from 'kysely';
import { collectionKindOf, type MonitoringRules } from '#core/collection/monitoring-rules.ts';
import { figureValue } from '#core/figure/roll-up.ts';
import type { ExpectedFigure } from '#core/quality/examined.ts';
import type { Tx } from '#server/db/database.ts';

type Row = {
  consortium: string;
  kind: string;
  figure: string;
  year: number;
  amount: string;
  base: string | null;
  entries: number;
};

/** The figures of whole years as returns froze them last, by consortium; a quarter's are no year's. */
export async function readReturnedFigures(
  tx: Tx,
  monitoring: MonitoringRules,
  of: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, readonly ExpectedFigure[]>> {
  const { rows } = await sql<Row>`
    select distinct on (g.consortium_id, g.figure, g.year) g.consortium_id as consortium, c.kind, g.figure, g.year,
      trim_scale(g.amount)::text as amount, trim_scale(g.base)::text as base, g.entries
    from collection_figure g join collection c on c.id = g.collection_id
    where c.quarter is null and ${of} order by g.consortium_id, g.figure, g.year, c.year desc, c.created_at desc`.execute(
    tx,
  );
  return new Map(
    [...Map.groupBy(rows, ({ consortium }) => consortium)].map(([consortium, own]) => [
      consortium,
      own.flatMap(({ kind, figure, year, amount, base, entries }): ExpectedFigure[] => {
        const value = figureValue({ amount, base: base ?? undefined, entries });
        return value === undefined
          ? []
          : [{ figure, year, value: Number(value), by: collectionKindOf(monitoring, kind).label }];
      }),
    ]),
  );
}
