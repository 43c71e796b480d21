import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredMember } from './member.ts';
import { planImport, type SheetRow } from './plan-import.ts';

const categories = [
  { id: 'higherVocational', label: '高职院校（含职教本科）' },
  { id: 'enterprise', label: '企业' },
];
const settings = { categories, today: '2026-01-02', newId: () => crypto.randomUUID() };
/** Right by its check digit, and no organisation's. */
const code = '91000000MA0000000N';

const row = (number: number, cells: SheetRow['cells']): SheetRow => ({ row: number, cells });
const plan = (members: readonly StoredMember[], rows: readonly SheetRow[], more: object = {}) =>
  planImport(members, rows, { ...settings, ...more });
const stored = (members: readonly StoredMember[], rows: readonly SheetRow[]): StoredMember[] => [
  ...members,
  ...plan(members, rows).map(({ id, values }) => ({ ...values, id, version: 1 })),
];

describe('an Excel file of members', () => {
  const first = row(2, { name: '示例甲公司', category: '企业', joinedOn: '2023年6月1日' });

  test('adds what is new, and a second upload of the same file only repeats', () => {
    const [added] = plan([], [first]);
    expect(added).toMatchObject({ outcome: 'adds', values: { category: 'enterprise', joinedOn: '2023-06-01' } });
    expect(plan(stored([], [first]), [first]).map(({ outcome }) => outcome)).toEqual(['repeats']);
  });

  test('fills in what was not known and leaves what its empty cells do not say', () => {
    const members = stored([], [first]);
    const [changed] = plan(members, [row(2, { name: '示例甲公司 ', contactName: '甲（虚构）' })]);
    expect(changed).toMatchObject({ outcome: 'changes', values: { joinedOn: '2023-06-01' } });
    expect(Object.keys(changed?.change ?? {})).toEqual(['contactName']);
  });

  test('knows a category by its name with or without what stands in brackets', () => {
    const rows = ['高职院校（含职教本科）', '高职院校(含职教本科)', '高职院校'].map((category, at) =>
      row(at + 2, { name: `学校${at}`, category }),
    );
    expect(plan([], rows).map(({ values }) => values.category)).toEqual(Array(3).fill('higherVocational'));
  });

  test('refuses rows that contradict each other, and lets an equal row repeat', () => {
    const outcomes = (rows: readonly SheetRow[]) => plan([], rows).map(({ outcome }) => outcome);
    expect(outcomes([first, { ...first, row: 3 }])).toEqual(['adds', 'repeats']);
    const other = row(3, { name: '示例甲公司', category: '企业', joinedOn: '2024-01-01' });
    expect(outcomes([first, other])).toEqual(['refused', 'refused']);
    expect(plan([], [first, other])[0]?.faults[0]?.text).toContain('第3行');
  });

  test('refuses a wrong check digit, a wrong day and an unknown category, each by its column', () => {
    const [told] = plan(
      [],
      [row(2, { name: '乙', category: '未知', creditCode: '910000000000000000', joinedOn: '2023-02-30' })],
    );
    expect(told?.faults.map(({ column }) => column)).toEqual(['类别', '统一社会信用代码', '加入日期']);
  });

  test('accepts a wrong check digit where the officer says why, and keeps the reason', () => {
    const rows = [row(2, { name: '乙', category: '企业', creditCode: '910000000000000000' })];
    const [told] = plan([], rows, { creditCodeReason: '证书如此' });
    expect(told).toMatchObject({ outcome: 'adds', values: { creditCodeOverride: '证书如此' } });
  });

  test('finds a renamed unit by its code and keeps the former name', () => {
    const members = stored([], [row(2, { name: '旧名公司', category: '企业', creditCode: code })]);
    const rows = [row(2, { name: '新名公司', creditCode: code })];
    expect(plan(members, rows)[0]?.values).toMatchObject({ name: '新名公司', otherNames: ['旧名公司'] });
  });

  test('whatever stands in a file: once its good rows are taken, the same file adds and changes nothing', () => {
    const cells = fc.record(
      {
        name: fc.constantFrom('甲', '乙', ' 甲 ', '丙（虚构）', '丙(虚构)', ''),
        category: fc.constantFrom('企业', '高职院校', '无此类', 'enterprise'),
        creditCode: fc.constantFrom(code, '９１000000MA0000000N', '910000000000000000', 'x', ''),
        contactName: fc.constantFrom('联系人一', '联系人二', ''),
        joinedOn: fc.constantFrom('2023-06-01', '2023年6月1日', '2023-02-30', ''),
        leftOn: fc.constantFrom('2024-01-01', '2020-01-01', ''),
      },
      { requiredKeys: ['name'] },
    );
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 12 }), (rows) => {
        const file = rows.map((each, at) => row(at + 2, each));
        const members = new Map<string, StoredMember>();
        const take = () =>
          plan([...members.values()], file).filter(({ outcome, id, values }) => {
            if (outcome === 'adds' || outcome === 'changes') members.set(id, { ...values, id, version: 1 });
            return outcome === 'adds' || outcome === 'changes';
          });
        take();
        expect(take().map(({ row: number, outcome }) => [number, outcome])).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
