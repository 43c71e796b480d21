import type { FormPart, TableRow } from '#core/form/layout.ts';
import { figureCell, labelCell, textCell } from '#core/form/table-cell.ts';
import { fields, type Names } from '#packs/moe-2023-15/fields.ts';

type Row = TableRow<Names['path'], Names['id']>;

const secretariat: readonly Row[] = [
  {
    cells: [
      labelCell('秘书处（办公室）情况', { rows: 4 }),
      labelCell([{ label: 'secretariatHost' }]),
      textCell('secretariatHost', undefined, { columns: 2 }),
      labelCell([{ label: 'secretariatHead' }]),
      textCell('secretariatHead', undefined, { columns: 2 }),
    ],
  },
  {
    cells: [
      labelCell([{ label: 'officeArea' }]),
      figureCell('officeArea', '㎡', { columns: 2 }),
      labelCell([{ label: 'secretariatPhone' }]),
      textCell('secretariatPhone', undefined, { columns: 2 }),
    ],
  },
  {
    cells: [
      labelCell([{ label: 'staffTotal' }]),
      figureCell('staffTotal'),
      labelCell([{ label: 'staffFullTime' }]),
      figureCell('staffFullTime'),
      labelCell([{ label: 'staffPartTime' }]),
      figureCell('staffPartTime'),
    ],
  },
  { cells: [labelCell([{ label: 'staffNames' }]), textCell('staffNames', undefined, { columns: 5 })] },
];

const categories = fields.members.categories;

/** A school category's students stand in brackets behind its count, as the column's header says. */
function categoryRow(category: (typeof categories)[number]): Row {
  const count = { cell: `members.${category.id}.count` } as const;
  return {
    cells: [
      labelCell(category.label),
      {
        role: 'answer',
        lines: [
          {
            align: 'center',
            inlines:
              'extra' in category
                ? [count, { cell: `members.${category.id}.students`, before: '（', after: '）' }]
                : [count],
          },
        ],
      },
      textCell(`members.${category.id}.names`, undefined, { columns: 4 }),
    ],
  };
}

const members: readonly Row[] = [
  {
    cells: [
      labelCell([{ label: 'members' }], { rows: categories.length + 1 }),
      labelCell('组成'),
      {
        role: 'label',
        lines: [
          { inlines: [{ text: '数量' }], align: 'center' },
          { inlines: [{ text: '（在校生数）' }], align: 'center' },
        ],
      },
      labelCell('单位名称', { columns: 4 }),
    ],
  },
  ...categories.map(categoryRow),
];

const funds: readonly Row[] = [
  {
    cells: [
      labelCell([{ label: 'operatingFunds' }, { text: '（万元）' }], { rows: 2 }),
      labelCell([{ year: 2023 }, { note: 'commitments' }], { columns: 2 }),
      labelCell([{ year: 2024 }], { columns: 2 }),
      labelCell([{ year: 2025 }], { columns: 2 }),
    ],
  },
  {
    cells: [
      figureCell('operatingFunds.2023', '', { columns: 2 }),
      figureCell('operatingFunds.2024', '', { columns: 2 }),
      figureCell('operatingFunds.2025', '', { columns: 2 }),
    ],
  },
  {
    cells: [
      labelCell('2023年拟投入运行经费来源（万元）', { rows: 4 }),
      labelCell([{ label: 'fundsFromLeadUnits' }], { columns: 2 }),
      figureCell('fundsFromLeadUnits', '', { columns: 4 }),
    ],
  },
  ...(['fundsFromGovernment', 'fundsFromMembers', 'fundsFromOthers'] as const).map(
    (id): Row => ({ cells: [labelCell([{ label: id }], { columns: 2 }), figureCell(id, '', { columns: 4 })] }),
  ),
];

const park: readonly Row[] = [
  {
    cells: [
      labelCell([{ label: 'parkOutput' }, { text: '（亿元）' }], { columns: 3 }),
      figureCell('parkOutput', '', { columns: 4 }),
    ],
  },
  {
    height: 18,
    cells: [
      labelCell([{ label: 'leadingIndustries' }]),
      textCell('leadingIndustries', '（不超过200字）', { columns: 6 }),
    ],
  },
  {
    height: 24,
    cells: [labelCell([{ label: 'supportPolicies' }]), textCell('supportPolicies', '（不超过500字）', { columns: 6 })],
  },
];

export const overview: FormPart<Names> = {
  id: 'overview',
  title: '1.联合体概况',
  blocks: [
    { kind: 'heading' },
    {
      kind: 'table',
      widths: [24, 24, 28, 24, 18, 22, 20],
      rows: [
        {
          cells: [
            labelCell([{ label: 'consortiumName' }]),
            textCell('consortiumName', undefined, { columns: 2 }),
            labelCell([{ label: 'foundedOn' }], { columns: 2 }),
            textCell('foundedOn', undefined, { columns: 2 }),
          ],
        },
        {
          cells: [
            labelCell([{ label: 'leaderName' }, { note: 'leader' }]),
            textCell('leaderName', undefined, { columns: 2 }),
            labelCell([{ label: 'leaderContact' }], { columns: 2 }),
            textCell('leaderContact', undefined, { columns: 2 }),
          ],
        },
        ...secretariat,
        ...members,
        ...funds,
        ...park,
      ],
    },
  ],
  footnotes: {
    leader: '联合体负责人指所在产业园区管委会负责同志。',
    commitments: '2023—2025年填写承诺建成数据，下同。',
  },
  groups: [
    { title: '联合体', fields: ['foundedOn', 'leaderName', 'leaderContact'] },
    {
      title: '秘书处（办公室）情况',
      fields: [
        'secretariatHost',
        'secretariatHead',
        'officeArea',
        'secretariatPhone',
        'staffTotal',
        'staffFullTime',
        'staffPartTime',
        'staffNames',
      ],
    },
    { title: '联合体成员情况', fields: ['members'] },
    {
      title: '运行经费',
      fields: ['operatingFunds', 'fundsFromLeadUnits', 'fundsFromGovernment', 'fundsFromMembers', 'fundsFromOthers'],
    },
    { title: '产业园区', fields: ['parkOutput', 'leadingIndustries', 'supportPolicies'] },
  ],
};
