import { z } from 'zod';
import { progressOf } from '#core/dashboard/progress.ts';
import { totalOf } from '#core/dashboard/total.ts';
import { standingOn } from '#core/standing/standing.ts';
import { currentPack } from '#packs/packs.ts';
import { answerKind } from './answer-kind.ts';
import {
  Asked,
  CommitmentView,
  FigureHead,
  isListed,
  Scope,
  TotalView,
  viewCommitments,
  viewHead,
  viewTotal,
} from './question.ts';

const Overview = z.object({
  basis: z.enum(['ledger', 'approved']),
  year: z.int(),
  years: z.array(z.int()).readonly(),
  scope: Scope,
  /** All of the scope; those that are or were on the cultivation list; those whose standing today is that of an accepted one. */
  consortia: z.int(),
  listed: z.int(),
  accepted: z.int(),
  figures: z.array(FigureHead.extend({ total: TotalView, before: TotalView, commitment: CommitmentView })),
  /** 50, 100, 150: of the nation alone. */
  progress: z.array(z.object({ by: z.string(), target: z.int(), actual: z.int(), isOver: z.boolean() })).readonly(),
});

/** All figures of a year beside the year before, and how far the whole undertaking has come. */
export const overview = answerKind({
  path: 'overview',
  summary: '总览：一个年度全部数据的合计、上年和构成，联合体数，50/100/150目标的进展',
  query: Asked,
  view: Overview,
  make: (question, { basis }) => {
    const { cube, scope, places, columns, year, years } = question;
    const today = todayInChina();
    const totalIn = (figure: string, at: number) =>
      viewTotal(totalOf(places.map(({ row }) => columns.at(`${figure}.${at}`, row))));
    const listed = places.filter(isListed);
    return {
      basis,
      year,
      years,
      scope,
      consortia: places.length,
      listed: listed.length,
      accepted: listed.filter(({ standings }) => standingOn(standings, today) === 'accepted').length,
      figures: cube.definitions.map((definition) => ({
        ...viewHead(definition),
        total: totalIn(definition.id, year),
        before: totalIn(definition.id, year - 1),
        commitment: viewCommitments(question, places, definition, year),
      })),
      progress:
        scope.kind === 'nation'
          ? progressOf(
              currentPack.batch.targets,
              listed.map(({ standings }) => standings),
              today,
            )
          : [],
    };
  },
  table: ({ scope, year, figures }) => ({
    title: `${scope.name}${year}年总览`,
    columns: [
      { id: 'figure', title: '标识' },
      { id: 'label', title: '数据' },
      { id: 'unit', title: '单位' },
      { id: 'value', title: `${year}年` },
      { id: 'amount', title: '合计或分子' },
      { id: 'base', title: '分母' },
      { id: 'consortia', title: '联合体数' },
      { id: 'entries', title: '记录数' },
      { id: 'confirmed', title: '其中双方确认' },
      { id: 'before', title: `${year - 1}年` },
      { id: 'committed', title: '承诺' },
      { id: 'percent', title: '兑现（％）' },
      { id: 'promising', title: '有承诺的联合体' },
      { id: 'kept', title: '其中已兑现' },
    ],
    rows: figures.map(({ figure, label, unit, total, before, commitment }) => [
      figure,
      label,
      unit,
      total.value,
      total.amount,
      total.base,
      total.consortia,
      total.entries,
      total.confirmed,
      before.value,
      commitment?.committed ?? null,
      commitment?.percent ?? null,
      commitment?.consortia ?? null,
      commitment?.kept ?? null,
    ]),
  }),
});

/** Today in China, `YYYY-MM-DD`. */
function todayInChina(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
