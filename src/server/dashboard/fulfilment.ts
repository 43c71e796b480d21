import { z } from 'zod';
import { shownYear } from '#core/dashboard/shown-year.ts';
import { answerKind } from './answer-kind.ts';
import { Asked, CommitmentView, FigureHead, type Question, Scope, viewCommitments, viewHead } from './question.ts';

/** What was promised of each figure for a year, and how far it was kept. */
export const fulfilmentChart = answerKind({
  path: 'fulfilment',
  summary: '承诺兑现：一个年度各项有承诺的数据的承诺、实际和兑现率；所问年度没有承诺的，给出之前承诺较全的最近一年',
  query: Asked,
  view: z.object({
    scope: Scope,
    /** The year that is shown, and the one that was asked for. */
    year: z.int(),
    asked: z.int(),
    figures: z.array(FigureHead.extend({ commitment: CommitmentView.unwrap() })),
  }),
  make: (question) => {
    const { scope, year: asked, years } = question;
    const own = promisedIn(question, asked);
    if (own.length > 0) return { scope, year: asked, asked, figures: own };
    const earlier = years.filter((year) => year < asked);
    const year = shownYear(new Map(earlier.map((each) => [each, promisedIn(question, each).length]))) ?? asked;
    return { scope, year, asked, figures: promisedIn(question, year) };
  },
  table: ({ scope, year, figures }) => ({
    title: `${scope.name}${year}年承诺兑现`,
    columns: [
      { id: 'figure', title: '标识' },
      { id: 'label', title: '数据' },
      { id: 'unit', title: '单位' },
      { id: 'committed', title: '承诺' },
      { id: 'actual', title: '实际' },
      { id: 'percent', title: '兑现（％）' },
      { id: 'promising', title: '有承诺的联合体' },
      { id: 'kept', title: '其中已兑现' },
    ],
    rows: figures.map(({ figure, label, unit, commitment: { committed, actual, percent, consortia, kept } }) => [
      figure,
      label,
      unit,
      committed,
      actual,
      percent,
      consortia,
      kept,
    ]),
  }),
});

function promisedIn(question: Question, year: number) {
  return question.cube.definitions.flatMap((definition) => {
    const commitment = viewCommitments(question, question.places, definition, year);
    return commitment === null ? [] : [{ ...viewHead(definition), commitment }];
  });
}
