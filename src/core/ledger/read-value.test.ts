import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { anEntryOf } from '#test/arbitrary-entries.ts';
import { checkEntry } from './check-entry.ts';
import { choice, count, day, decimal, member, members, text, year } from './fields.ts';
import type { LedgerField } from './kind.ts';
import { readValue, readValues } from './read-value.ts';

const wan = decimal('到账金额（万元）');

describe('what a person typed, as a value', () => {
  const cases: readonly (readonly [LedgerField, unknown, unknown])[] = [
    [count('学徒人数'), '１，２００人', 1200],
    [count('学徒人数'), ' 12.0 ', 12],
    [count('学徒人数'), 7, 7],
    [count('岗位总量'), '45个', 45],
    [wan, '1,250.50万元', '1250.5'],
    [wan, '０.３０万', '0.3'],
    [wan, '007', '7'],
    [decimal('面积（㎡）'), '1200平方米', '1200'],
    [decimal('总产值（亿元）'), '102.5亿', '102.5'],
    [decimal('学时'), '64学时', '64'],
    [year('年度'), '2023年度', 2023],
    [day('日期'), '2023年5月1日', '2023-05-01'],
    [day('日期'), '２０２３．５．１', '2023-05-01'],
    [day('日期'), '2023/05/01 00:00:00', '2023-05-01'],
    [day('日期'), '20230501', '2023-05-01'],
    [choice('战略', '“一带一路”', '其他'), ' “一带 一路” ', '“一带一路”'],
    [member('学校'), ' 虚构学院 ', '虚构学院'],
    [members('合作企业'), '甲、乙，丙；丁\n戊、甲', ['甲', '乙', '丙', '丁', '戊']],
    [members('合作企业'), '集团（原甲、乙厂）、丙（丁', ['集团（原甲', '乙厂）', '丙（丁']],
    [members('合作企业'), '集团（原甲、乙厂）、丙', ['集团（原甲、乙厂）', '丙']],
    [text('文号'), ' 〔2022〕1号 ', '〔2022〕1号'],
    [text('文号'), '  ', undefined],
    [text('文号'), null, undefined],
  ];

  test.each(cases)('%o: %o is %o', (field, typed, value) => {
    expect(readValue(field, typed)).toEqual(value);
  });

  const unread: readonly (readonly [LedgerField, string])[] = [
    [wan, '5000元'],
    [wan, '1.2亿元'],
    [wan, '约100'],
    [wan, '100以上'],
    [wan, '1,20'],
    [wan, '-5'],
    [count('学徒人数'), '12.5'],
    [count('学徒人数'), '3万'],
    [count('学徒人数'), '二十'],
    [day('日期'), '2023-02-29'],
    [day('日期'), '2023年5月'],
    [day('日期'), '5/1/2023'],
    [year('年度'), '23'],
  ];

  test.each(unread)('%o: %o is left for the person to mend, and told', (field, typed) => {
    expect(readValue(field, typed)).toBe(typed);
    const kind = {
      id: 'x',
      label: 'x',
      fields: { it: field },
      identity: [],
      years: { rule: 'year', field: 'it' },
      figures: [],
      supports: [],
    } as const;
    expect(checkEntry(ledgers, kind, { it: typed })).toMatchObject([{ check: 'type', severity: 'error' }]);
  });

  test('a value is read as itself', () => {
    for (const kind of ledgers.kinds)
      fc.assert(
        fc.property(anEntryOf(ledgers, kind), (values) => {
          expect(readValues(kind, values)).toEqual(values);
        }),
        { numRuns: 20 },
      );
  });
});
