import { defineForm } from '#core/form/form.ts';
import type { FormPart, TableRow } from '#core/form/layout.ts';
import { figureCell, labelCell, textCell } from '#core/form/table-cell.ts';
import { fields, type Names } from './fields.ts';

type Row = TableRow<Names['path'], Names['id']>;

function pair(left: 'clubName' | 'hall' | 'captain', right: 'district' | 'sponsor' | 'reportedOn'): Row {
  return { cells: [labelCell([{ label: left }]), textCell(left), labelCell([{ label: right }]), textCell(right)] };
}

const club: FormPart<Names> = {
  id: 'club',
  title: '一、棋社',
  blocks: [
    { kind: 'heading' },
    {
      kind: 'table',
      widths: [30, 50, 30, 50],
      rows: [
        pair('clubName', 'district'),
        pair('hall', 'sponsor'),
        pair('captain', 'reportedOn'),
        {
          cells: [
            labelCell([{ label: 'firstSeason' }]),
            textCell('firstSeason'),
            labelCell([{ label: 'boards' }]),
            figureCell('boards', '副'),
          ],
        },
        {
          cells: [
            labelCell([{ label: 'coachCount' }]),
            figureCell('coachCount'),
            labelCell([{ label: 'coaches' }]),
            textCell('coaches'),
          ],
        },
      ],
    },
  ],
  groups: [
    {
      title: '基本情况',
      fields: ['clubName', 'district', 'hall', 'captain', 'sponsor', 'reportedOn', 'firstSeason', 'boards'],
    },
    { title: '教练', fields: ['coachCount', 'coaches'] },
  ],
};

const years = [labelCell([{ year: 2030 }]), labelCell([{ year: 2031 }]), labelCell([{ year: 2032 }])];

const season: FormPart<Names> = {
  id: 'season',
  title: '二、赛季',
  blocks: [
    { kind: 'heading' },
    {
      kind: 'table',
      widths: [40, 40, 40, 40],
      rows: [
        { cells: [labelCell('项目'), ...years] },
        {
          cells: [
            labelCell([{ label: 'games' }, { note: 'games' }]),
            figureCell('games.2030', '局'),
            figureCell('games.2031', '局'),
            figureCell('games.2032', '局'),
          ],
        },
        {
          cells: [
            labelCell([{ label: 'winRate' }, { text: '（％）' }]),
            figureCell('winRate.2030'),
            figureCell('winRate.2031'),
            figureCell('winRate.2032'),
          ],
        },
        {
          cells: [
            labelCell([{ label: 'highlights' }], { columns: 2 }),
            textCell('highlights.2031', '（不超过20字）'),
            textCell('highlights.2032', '（不超过20字）'),
          ],
        },
      ],
    },
    { kind: 'space', lines: 1 },
    {
      kind: 'table',
      widths: [40, 40, 40, 40],
      rows: [
        {
          cells: [
            labelCell([{ label: 'players' }], { rows: 4 }),
            labelCell('组别'),
            labelCell('人数（有等级分人数）'),
            labelCell('姓名'),
          ],
        },
        ...fields.players.categories.map(
          (category): Row => ({
            cells: [
              labelCell(category.label),
              {
                role: 'answer',
                lines: [
                  {
                    inlines:
                      'extra' in category
                        ? [
                            { cell: `players.${category.id}.count` },
                            { cell: `players.${category.id}.rated`, before: '（', after: '）' },
                          ]
                        : [{ cell: `players.${category.id}.count` }],
                  },
                ],
              },
              textCell(`players.${category.id}.names`),
            ],
          }),
        ),
      ],
    },
    { kind: 'space', lines: 1 },
    {
      kind: 'table',
      widths: [40, 120],
      rows: [
        { cells: [labelCell([{ label: 'fees' }, { text: '（元）' }]), figureCell('fees')] },
        { cells: [labelCell([{ label: 'grants' }, { text: '（元）' }]), figureCell('grants')] },
        { cells: [labelCell([{ label: 'income' }, { text: '（元）' }]), figureCell('income')] },
        { height: 40, cells: [labelCell([{ label: 'story' }]), textCell('story', '（100字以内）')] },
      ],
    },
    { kind: 'line', line: { inlines: [{ confirm: 'fairPlay' }], indent: 2 } },
  ],
  footnotes: { games: '只计正式对局。' },
  groups: [
    { title: '对局', fields: ['games', 'winRate', 'highlights'] },
    { title: '社员', fields: ['players'] },
    { title: '收支与社史', fields: ['fees', 'grants', 'income', 'story', 'fairPlay'] },
  ],
};

export const form = defineForm({
  title: '棋社年度报告',
  fields,
  page: {
    paper: { width: 210, height: 297 },
    margins: { top: 20, bottom: 20, inner: 25, outer: 20, gutter: 5 },
    face: '楷体',
    latinFace: '楷体',
    size: 14,
    linePitch: 20,
    clauses: {
      font: '填报须知：楷体',
      size: '填报须知：四号',
      line: '填报须知：行距20磅',
      paper: '填报须知：A4纸左侧装订',
      length: '填报须知：不超过字数',
    },
  },
  parts: [club, season],
});
