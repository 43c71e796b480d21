import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readMembers } from './read-members.ts';
import { writeMemberTemplate } from './write-members.ts';

const book = (rows: (string | number | Date | null)[][], more: string[][] = []) =>
  writeXlsx({
    sheets: [...(more.length > 0 ? [{ name: '封面', rows: more }] : []), { name: '随便什么名字', rows }],
  });

describe('a members’ file', () => {
  test('is read by its headings: in any order, under a title, on any sheet, with columns that nobody knows', async () => {
    const bytes = await book(
      [
        ['某联合体成员单位一览表'],
        [],
        ['序号', '加入时间', '单位名称*', '类别（必填）', '备注'],
        [1, '2023.6.1', '甲公司', '企业', '无'],
      ],
      [['封面']],
    );
    expect((await readMembers(bytes)).rows).toEqual([
      { row: 4, cells: { joinedOn: '2023.6.1', name: '甲公司', category: '企业' } },
    ]);
  });

  test('gives days as days, whether they are dates, texts or bare serial numbers', async () => {
    const bytes = await book([
      ['单位名称', '加入日期'],
      ['甲', new Date(Date.UTC(2023, 5, 1))],
      ['乙', 45_078],
      ['丙', '2023年6月1日'],
    ]);
    const days = (await readMembers(bytes)).rows.map(({ cells }) => cells.joinedOn);
    expect(days).toEqual(['2023-06-01', '2023-06-01', '2023年6月1日']);
  });

  test('may be a csv in UTF-8 or in GB18030', async () => {
    const utf8 = new TextEncoder().encode('\ufeff单位名称,类别\r\n甲公司,企业\r\n');
    const gb18030 = Uint8Array.from(Buffer.from('b5a5cebbc3fbb3c62cc0e0b1f00d0abcd7b9abcbbe2cc6f3d2b50d0a', 'hex'));
    for (const bytes of [utf8, gb18030])
      expect((await readMembers(bytes)).rows).toEqual([{ row: 2, cells: { name: '甲公司', category: '企业' } }]);
  });

  test('without the column of names has nothing to read, and an old or broken file is told', async () => {
    expect((await readMembers(await book([['姓名'], ['甲']]))).columns).toEqual([]);
    await expect(readMembers(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).rejects.toThrow();
    await expect(readMembers(new TextEncoder().encode('PK\u0003\u0004 not a zip'))).rejects.toThrow();
  });

  test('of the template is the same bytes each time', async () => {
    const write = () => writeMemberTemplate([{ id: 'enterprise', label: '企业' }]);
    expect(Buffer.from(await write()).equals(Buffer.from(await write()))).toBe(true);
  });
});
