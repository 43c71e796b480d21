import { z } from 'zod';
import { totalOf } from '#core/dashboard/total.ts';
import { mostCompared } from '#core/dashboard/view.ts';
import { Refusal } from '#server/http/refusal.ts';
import { answerKind } from './answer-kind.ts';
import type { Place } from './cube.ts';
import {
  Asked,
  CommitmentView,
  FigureHead,
  type Question,
  Scope,
  TotalView,
  viewCommitments,
  viewHead,
  viewTotal,
} from './question.ts';

/** Ids of consortia, comma-separated: at most six beside one another. */
export const Ids = z
  .string()
  .regex(new RegExp(`^[\\da-f-]{36}(,[\\da-f-]{36}){0,${mostCompared - 1}}$`))
  .meta({ description: '联合体的标识，以逗号分隔，最多6个' });

/** The consortia of these ids in their order. Throws `Refusal('not-found')` where one is not there, or not theirs. */
export function placesOf({ sight }: Question, ids: string): readonly Place[] {
  return [...new Set(ids.split(','))].map((id) => {
    const found = sight.places.find((place) => place.id === id);
    if (!found) throw new Refusal('not-found');
    return found;
  });
}

/** One figure over the years: of the scope as a whole, or of up to six consortia. */
export const trend = answerKind({
  path: 'trend',
  summary: '趋势：一项数据历年的值，整体一条，或最多六个联合体各一条',
  query: Asked.extend({ ids: Ids.optional() }),
  view: z.object({
    ...FigureHead.shape,
    scope: Scope,
    series: z.array(
      z.object({
        id: z.string().nullable(),
        name: z.string(),
        points: z.array(TotalView.extend({ year: z.int(), commitment: CommitmentView })),
      }),
    ),
  }),
  make: (question, { ids }) => {
    const { definition, scope, places, columns, years } = question;
    const lines =
      ids === undefined
        ? [{ id: scope.id, name: scope.name, of: places }]
        : placesOf(question, ids).map((place) => ({ id: place.id, name: place.name, of: [place] }));
    return {
      ...viewHead(definition),
      scope,
      series: lines.map(({ id, name, of }) => ({
        id,
        name,
        points: years.map((year) => ({
          year,
          ...viewTotal(totalOf(of.map(({ row }) => columns.at(`${definition.id}.${year}`, row)))),
          commitment: viewCommitments(question, of, definition, year),
        })),
      })),
    };
  },
  table: ({ label, unit, scope, series }) => ({
    title: `${scope.name}${label}历年`,
    columns: [
      { id: 'name', title: '名称' },
      { id: 'year', title: '年度' },
      { id: 'value', title: `${label}（${unit}）` },
      { id: 'amount', title: '合计或分子' },
      { id: 'base', title: '分母' },
      { id: 'consortia', title: '联合体数' },
      { id: 'entries', title: '记录数' },
      { id: 'committed', title: '承诺' },
      { id: 'percent', title: '兑现（％）' },
    ],
    rows: series.flatMap(({ name, points }) =>
      points.map(({ year, value, amount, base, consortia, entries, commitment }) => [
        name,
        year,
        value,
        amount,
        base,
        consortia,
        entries,
        commitment?.committed ?? null,
        commitment?.percent ?? null,
      ]),
    ),
  }),
});
