import { z } from 'zod';
import { hasReached, isFunnelStage } from '#core/dashboard/funnel.ts';
import { ranked } from '#core/dashboard/ranking.ts';
import { shownValue, totalOf } from '#core/dashboard/total.ts';
import { answerKind } from './answer-kind.ts';
import {
  Asked,
  CommitmentView,
  FigureHead,
  isListed,
  Page,
  PageView,
  type Question,
  Scope,
  TotalView,
  viewCommitments,
  viewHead,
  viewTotal,
} from './question.ts';

const Query = Asked.extend({
  by: z.enum(['province', 'consortium']).default('consortium').meta({ description: '排省份，或排联合体' }),
  stage: z.string().refine(isFunnelStage).optional().meta({ description: '只看到达这个环节的联合体' }),
  from: z.coerce.number().optional().meta({ description: '只看值不低于它的' }),
  below: z.coerce.number().optional().meta({ description: '只看值低于它的' }),
  ...Page,
});

/** Provinces or consortia by one figure of a year, the highest first; a page of them. */
export const ranking = answerKind({
  path: 'ranking',
  summary: '排名：各省或各联合体一项数据在一个年度的值，由高到低，并列同名次；分页',
  query: Query,
  view: z.object({
    ...FigureHead.shape,
    scope: Scope,
    year: z.int(),
    by: z.enum(['province', 'consortium']),
    ...PageView,
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        province: z.string(),
        isListed: z.boolean(),
        /** Null of who has no value. */
        rank: z.int().nullable(),
        sum: TotalView,
        commitment: CommitmentView,
      }),
    ),
  }),
  make: (question, query) => {
    const { definition, scope, year } = question;
    const { by, from = -Infinity, below = Infinity, limit, offset } = query;
    const isUnlimited = query.from === undefined && query.below === undefined;
    const rows = ranked(by === 'province' ? provincesOf(question) : consortiaOf(question, query)).filter(
      ({ value }) => isUnlimited || (value !== undefined && value >= from && value < below),
    );
    return {
      ...viewHead(definition),
      scope,
      year,
      by,
      total: rows.length,
      limit,
      offset,
      items: rows.slice(offset, offset + limit).map(({ id, name, province, places, rank = null, sum }) => ({
        id,
        name,
        province,
        isListed: places.some(isListed),
        rank,
        sum: viewTotal(totalOf(sum)),
        commitment: viewCommitments(question, places, definition, year),
      })),
    };
  },
  table: ({ label, unit, year, scope, by, items }) => ({
    title: `${scope.name}${label}${year}年排名`,
    columns: [
      { id: 'rank', title: '名次' },
      { id: 'id', title: '标识' },
      { id: 'name', title: by === 'province' ? '省份' : '联合体' },
      { id: 'province', title: '所在省份' },
      { id: 'value', title: `${label}（${unit}）` },
      { id: 'amount', title: '合计或分子' },
      { id: 'base', title: '分母' },
      { id: 'entries', title: '记录数' },
      { id: 'confirmed', title: '其中双方确认' },
      { id: 'committed', title: '承诺' },
      { id: 'percent', title: '兑现（％）' },
    ],
    rows: items.map(({ rank, id, name, province, sum, commitment }) => [
      rank,
      id,
      name,
      province,
      sum.value,
      sum.amount,
      sum.base,
      sum.entries,
      sum.confirmed,
      commitment?.committed ?? null,
      commitment?.percent ?? null,
    ]),
  }),
});

function consortiaOf({ places, columns, definition, year }: Question, { stage }: z.infer<typeof Query>) {
  return places
    .filter((place) => stage === undefined || hasReached(place.stage, stage))
    .map((place) => {
      const sum = columns.at(`${definition.id}.${year}`, place.row);
      const { id, name, province } = place;
      return { id, name, province: province.name, places: [place], value: shownValue(sum), sum: [sum] };
    });
}

function provincesOf({ places, columns, definition, year, sight, scope }: Question) {
  const all = Map.groupBy(places, ({ province }) => province.id);
  return sight.provinces
    .filter(({ id }) => scope.kind !== 'province' || scope.id === id)
    .map(({ id, name }) => {
      const own = all.get(id) ?? [];
      const sum = own.map(({ row }) => columns.at(`${definition.id}.${year}`, row));
      const total = totalOf(sum);
      const value = total.consortia === 0 ? undefined : shownValue(total);
      return { id, name, province: name, places: own, value, sum };
    });
}
