import { expect, test } from 'vitest';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { toyClub } from '#packs/toy-club/pack.ts';
import { monitoredFigures } from './monitored-figures.ts';

test('what is monitored are the form’s yearly numbers that ledgers count, and no other', () => {
  const figures = monitoredFigures(moe202315);
  expect(figures).toHaveLength(30);
  expect(figures[0]).toEqual({
    id: 'operatingFunds',
    label: '拟投入运行经费总额',
    unit: '万元',
    decimals: 4,
    max: undefined,
    isRate: false,
  });
  expect(figures.filter(({ isRate }) => isRate).map(({ id }) => id)).toEqual([
    'apprenticePositionRate',
    'skillsExamAdmissionRate',
    'employmentRate',
    'transformationRate',
  ]);
  expect(figures.map(({ id }) => id)).not.toContain('parkOutput');
  expect(monitoredFigures({ ...toyClub, form: { ...toyClub.form, fields: {} } })).toEqual([]);
});
