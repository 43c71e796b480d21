import { z } from 'zod';
import { totalOf } from '#core/dashboard/total.ts';
import { answerKind } from './answer-kind.ts';
import { Asked, FigureHead, TotalView, viewHead, viewTotal } from './question.ts';
import { Ids, placesOf } from './trend.ts';

/** Up to six consortia beside one another, in all figures of a year. */
export const compare = answerKind({
  path: 'compare',
  summary: '比较：最多六个联合体一个年度的全部数据',
  query: Asked.extend({ ids: Ids }),
  view: z.object({
    year: z.int(),
    years: z.array(z.int()).readonly(),
    consortia: z.array(z.object({ id: z.string(), name: z.string(), province: z.string() })),
    /** `values` in the order of the consortia. */
    figures: z.array(FigureHead.extend({ values: z.array(TotalView) })),
  }),
  make: (question, { ids }) => {
    const { cube, columns, year, years } = question;
    const places = placesOf(question, ids);
    return {
      year,
      years,
      consortia: places.map(({ id, name, province }) => ({ id, name, province: province.name })),
      figures: cube.definitions.map((definition) => ({
        ...viewHead(definition),
        values: places.map(({ row }) => viewTotal(totalOf([columns.at(`${definition.id}.${year}`, row)]))),
      })),
    };
  },
  table: ({ year, consortia, figures }) => ({
    title: `${year}年比较`,
    columns: [
      { id: 'figure', title: '标识' },
      { id: 'label', title: '数据' },
      { id: 'unit', title: '单位' },
      ...consortia.map(({ id, name }) => ({ id, title: name })),
    ],
    rows: figures.map(({ figure, label, unit, values }) => [figure, label, unit, ...values.map(({ value }) => value)]),
  }),
});
