import { describe, expect, test } from 'vitest';
import { findTies } from './ties.ts';

const applicants = [
  { id: '甲', names: ['青禾市域产教联合体（虚构）', '青禾职业技术学院（虚构）', '星浦装备有限公司'] },
  { id: '乙', names: ['望海产教联合体（虚构）', '海大'] },
];
const expert = { id: '专家', employer: '', past: [] };

describe('ties that nobody declared', () => {
  test('an employer is known by its name whatever the brackets, width and legal form, and by its own department', () => {
    for (const employer of ['青禾职业技术学院', '青禾职业技术学院 智能制造系', '星浦装备股份有限公司'])
      expect(findTies([{ ...expert, employer }], applicants)).toMatchObject([{ applicationId: '甲', kind: 'unit' }]);
  });

  test('past work is tied to whom it names, once, with the words that say so', () => {
    const past = ['2021年参与青禾市域产教联合体筹建', '为青禾职业技术学院做评估'];
    const [tie, ...more] = findTies([{ ...expert, past }], applicants);
    expect(more).toEqual([]);
    expect(tie).toMatchObject({ applicationId: '甲', kind: 'project' });
    expect(tie?.because).toContain('2021年参与青禾市域产教联合体筹建');
  });

  test('a short name is found only where it is the whole name', () => {
    expect(findTies([{ ...expert, employer: '上海大学' }], applicants)).toEqual([]);
    expect(findTies([{ ...expert, employer: '海大' }], applicants)).toMatchObject([{ applicationId: '乙' }]);
    expect(findTies([expert], applicants)).toEqual([]);
  });
});
