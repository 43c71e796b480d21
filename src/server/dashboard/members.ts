import { z } from 'zod';
import { ranked } from '#core/dashboard/ranking.ts';
import { shownValue, totalOf } from '#core/dashboard/total.ts';
import { Refusal } from '#server/http/refusal.ts';
import { categoryLabels } from '#server/member/member-row.ts';
import { answerKind } from './answer-kind.ts';
import { Asked, FigureHead, Page, PageView, TotalView, viewHead, viewTotal } from './question.ts';

const Query = Asked.extend({
  consortium: z.uuid(),
  ...Page,
});

/** A consortium's members by what the entries add to one figure of a year in which each has a part; a page of them. */
export const members = answerKind({
  path: 'members',
  summary: '联合体内各成员单位：一项数据在一个年度有份的记录之和，由高到低；双方的记录各自都计；分页',
  query: Query,
  view: z.object({
    ...FigureHead.shape,
    year: z.int(),
    consortium: z.object({ id: z.string(), name: z.string() }),
    /** False of a figure that the secretariat records: no member stands behind it. */
    isMembers: z.boolean(),
    ...PageView,
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        category: z.string(),
        rank: z.int().nullable(),
        sum: TotalView.omit({ consortia: true }),
      }),
    ),
  }),
  make: async ({ cube, definition, year, places }, { limit, offset }, { context }) => {
    const [place] = places;
    if (!place) throw new Refusal('not-found');
    const isMembers = definition.kind.reporter !== undefined;
    const directory = await context.directories.of(place.id);
    const sums = await cube.members.inYear(place, year);
    const names = new Intl.Collator('zh-CN');
    const rows = isMembers
      ? [...directory.byId.values()]
          .sort((one, other) => names.compare(one.name, other.name))
          .map((member) => {
            const sum = sums.get(member.id)?.get(definition.id);
            return { ...member, sum, value: shownValue(sum) };
          })
      : [];
    return {
      ...viewHead(definition),
      year,
      consortium: { id: place.id, name: place.name },
      isMembers,
      total: rows.length,
      limit,
      offset,
      items: ranked(rows)
        .slice(offset, offset + limit)
        .map(({ id, name, category, rank = null, sum }) => {
          const { consortia: _, ...own } = viewTotal(totalOf([sum]));
          return { id, name, category: categoryLabels.get(category) ?? category, rank, sum: own };
        }),
    };
  },
  table: ({ label, unit, year, consortium, items }) => ({
    title: `${consortium.name}各成员单位${label}${year}年`,
    columns: [
      { id: 'rank', title: '名次' },
      { id: 'id', title: '标识' },
      { id: 'name', title: '成员单位' },
      { id: 'category', title: '类别' },
      { id: 'value', title: `${label}（${unit}）` },
      { id: 'amount', title: '合计或分子' },
      { id: 'base', title: '分母' },
      { id: 'entries', title: '记录数' },
      { id: 'confirmed', title: '其中双方确认' },
    ],
    rows: items.map(({ rank, id, name, category, sum }) => [
      rank,
      id,
      name,
      category,
      sum.value,
      sum.amount,
      sum.base,
      sum.entries,
      sum.confirmed,
    ]),
  }),
});
