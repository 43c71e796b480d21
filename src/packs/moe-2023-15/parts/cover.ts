import type { FormPart, TableRow } from '#core/form/layout.ts';
import type { Names } from '#packs/moe-2023-15/fields.ts';

const size = 16;

/** One ruled line of the cover: the spaced label, the writing line and, for a lead unit, the place of its seal. */
function coverRow(label: string, cell: Names['path'], seal: boolean): TableRow<Names['path'], Names['id']> {
  return {
    height: 14,
    cells: [
      { role: 'label', lines: [{ inlines: [{ text: label }], size, align: 'justify' }] },
      { role: 'answer', lines: [{ inlines: [{ cell, rule: true }], size, align: 'left' }] },
      { role: 'label', lines: [{ inlines: [{ text: seal ? '（公章）' : '' }], size, align: 'left' }] },
    ],
  };
}

export const cover: FormPart<Names> = {
  id: 'cover',
  title: '封面',
  blocks: [
    { kind: 'space', lines: 7 },
    { kind: 'line', line: { inlines: [{ text: '市域产教联合体推荐书' }], size: 26, bold: true, align: 'center' } },
    { kind: 'space', lines: 6 },
    {
      kind: 'table',
      ruled: false,
      widths: [36, 96, 28],
      rows: [
        coverRow('联合体名称', 'consortiumName', false),
        coverRow('推 荐 省 份', 'province', false),
        coverRow('依 托 园 区', 'park', true),
        coverRow('牵 头 学 校', 'leadSchool', true),
        coverRow('牵 头 企 业', 'leadEnterprise', true),
        coverRow('填 表 日 期', 'filledOn', false),
      ],
    },
    { kind: 'space', lines: 6 },
    { kind: 'line', line: { inlines: [{ text: '教育部制' }], size, align: 'center' } },
  ],
  groups: [
    { title: '封面', fields: ['consortiumName', 'province', 'park', 'leadSchool', 'leadEnterprise', 'filledOn'] },
  ],
};
