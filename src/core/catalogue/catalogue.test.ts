import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { catalogues } from '#packs/catalogues/catalogues.ts';
import { compareEditions, editionOn, findItem, itemsOf, searchItems } from './catalogue.ts';

const majors = catalogues.major.editions[0];
if (!majors) throw new Error('no list of majors');
const names = (typed: string) => searchItems(majors, typed, 5).map(({ name }) => name);

describe('a national code list', () => {
  test('is found by name, part of a name, code, pinyin and initials', () => {
    expect(names('数控技术')[0]).toBe('数控技术');
    expect(names('shukongjishu')[0]).toBe('数控技术');
    expect(names('skjs')).toContain('数控技术');
    expect(names('数控').every((name) => name.includes('数控'))).toBe(true);
    expect(searchItems(majors, '4601').every(({ code }) => code.startsWith('4601'))).toBe(true);
    expect(searchItems(majors, '没有这个专业')).toEqual([]);
  });

  test('takes what people type for an item: its code, its name where it is the only one, or both', () => {
    const [item] = searchItems(majors, '工业机器人技术');
    expect(item).toBeDefined();
    expect(findItem(majors, `${item?.code} ${item?.name}`)).toEqual(item);
    expect(findItem(majors, item?.code ?? '')).toEqual(item);
    expect(findItem(majors, `${item?.code} 另一个名称`)).toBeUndefined();
  });

  test('has editions with days: each day has the one that held then', () => {
    const later = { title: '新版', validFrom: '2026-01-01', items: [] };
    const list = { ...catalogues.major, editions: [...catalogues.major.editions, later] };
    expect([
      editionOn(list, '2020-01-01'),
      editionOn(list, '2025-12-31')?.title,
      editionOn(list, '2026-01-01')?.title,
    ]).toEqual([undefined, majors.title, '新版']);
  });

  test('counts 1,349 majors and 3,351 divisions, and is not edited once it is out', () => {
    const digest = (value: unknown) => createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
    expect([majors.items.length, catalogues.division.editions[0]?.items.length]).toEqual([
      358 + 744 + 247,
      31 + 342 + 2978,
    ]);
    expect([digest(majors), digest(catalogues.division.editions)]).toEqual(['f89456d4d5e600c9', '3794a4ba75449a28']);
  });

  test('is read from a table by its header, wherever that stands; what is no item is told with its row', () => {
    const { items, findings } = itemsOf([
      ['职业教育专业目录增补', ''],
      ['序号', '专业代码', '专业名称'],
      ['1', '６１０１９９', '示例专业'],
      ['2', '610199', '示例专业'],
      ['3', '', '没有代码'],
      ['', '', ''],
      ['4', '610198', ''],
    ]);
    expect(items).toEqual([{ code: '610199', name: '示例专业' }]);
    expect(findings.map(({ row }) => row)).toEqual([4, 5, 7]);
    expect(itemsOf([['甲', '乙']]).findings[0]?.message).toContain('表头');
    expect(compareEditions(majors, { title: '', validFrom: '', items })).toEqual({
      added: 1,
      changed: 0,
      removed: majors.items.length,
    });
  });
});
