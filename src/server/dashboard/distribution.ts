import { z } from 'zod';
import { distributionOf } from '#core/dashboard/distribution.ts';
import { shownValue } from '#core/dashboard/total.ts';
import { answerKind } from './answer-kind.ts';
import { Asked, FigureHead, Scope, viewHead } from './question.ts';

/** How the consortia of the scope are spread over one figure of a year. */
export const distribution = answerKind({
  path: 'distribution',
  summary: '分布：一项数据在一个年度各取值区间内的联合体数，以及四分位数',
  query: Asked,
  view: z.object({
    ...FigureHead.shape,
    scope: Scope,
    year: z.int(),
    /** Consortia that have a value, and that have none. */
    counted: z.int(),
    without: z.int(),
    bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })).readonly(),
    quartiles: z.object({ low: z.number(), middle: z.number(), high: z.number() }).nullable(),
  }),
  make: ({ definition, scope, year, places, columns }) => {
    const values = places.flatMap(({ row }) => shownValue(columns.at(`${definition.id}.${year}`, row)) ?? []);
    const { bins, quartiles = null } = distributionOf(values);
    const without = places.length - values.length;
    return { ...viewHead(definition), scope, year, counted: values.length, without, bins, quartiles };
  },
  table: ({ label, unit, year, scope, bins }) => ({
    title: `${scope.name}${label}${year}年分布`,
    columns: [
      { id: 'from', title: `${label}（${unit}）从` },
      { id: 'to', title: '到（不含）' },
      { id: 'count', title: '联合体数' },
    ],
    rows: bins.map(({ from, to, count }) => [from, to, count]),
  }),
});
