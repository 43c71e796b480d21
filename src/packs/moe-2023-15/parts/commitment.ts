import type { FormPart, Line } from '#core/form/layout.ts';
import { labelCell } from '#core/form/table-cell.ts';
import type { Names } from '#packs/moe-2023-15/fields.ts';

const empty: Line<never, never> = { inlines: [] };

function printed(text: string, align: 'left' | 'right' = 'left', indent = 0): Line<never, never> {
  return { inlines: [{ text }], align, indent };
}

/** Signature, seal and day: written by hand on paper. */
const seal = [printed('公章　　　　　　', 'right'), empty, printed('年　　月　　日　　', 'right')];

export const commitment: FormPart<Names> = {
  id: 'commitment',
  title: '5.申报承诺',
  blocks: [
    { kind: 'heading' },
    {
      kind: 'table',
      widths: [24, 136],
      rows: [
        {
          height: 105,
          cells: [
            labelCell('申报单位承诺'),
            {
              role: 'label',
              lines: [
                empty,
                printed(
                  '我承诺：前述所填报数据、内容均真实、准确、有效，并自愿接受有关方面核查。如有弄虚作假或其他违规行为，自愿退出认定，并接受处理。',
                  'left',
                  2,
                ),
                empty,
                empty,
                empty,
                empty,
                printed('负责人签字', 'left', 2),
                empty,
                empty,
                ...seal,
              ],
            },
          ],
        },
        {
          height: 105,
          cells: [
            labelCell('地方教育行政部门意见'),
            {
              role: 'label',
              lines: [
                empty,
                printed('推荐意见：', 'left', 2),
                empty,
                empty,
                empty,
                empty,
                empty,
                printed('地方教育行政部门负责人签字', 'left', 2),
                empty,
                empty,
                ...seal,
              ],
            },
          ],
        },
      ],
    },
  ],
  groups: [],
};
