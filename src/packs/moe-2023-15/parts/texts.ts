import type { FormPart } from '#core/form/layout.ts';
import { textCell } from '#core/form/table-cell.ts';
import type { Names } from '#packs/moe-2023-15/fields.ts';

export const features: FormPart<Names> = {
  id: 'features',
  title: '3.特色与创新',
  blocks: [
    { kind: 'heading' },
    {
      kind: 'table',
      widths: [160],
      rows: [
        { height: 190, cells: [textCell('features', '(2000字以内)')] },
        {
          cells: [{ role: 'answer', lines: [{ inlines: [{ confirm: 'noViolations' }], indent: 2, align: 'justify' }] }],
        },
      ],
    },
  ],
  groups: [{ title: '特色与创新', fields: ['features', 'noViolations'] }],
};

export const plan: FormPart<Names> = {
  id: 'plan',
  title: '4.建设规划',
  blocks: [
    { kind: 'heading' },
    { kind: 'table', widths: [160], rows: [{ height: 210, cells: [textCell('constructionPlan', '(1000字以内)')] }] },
  ],
  groups: [{ title: '建设规划', fields: ['constructionPlan'] }],
};
