import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { toyClub } from '#packs/toy-club/pack.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { writeSummary } from './write-summary.ts';

const { summary, form } = moe202315;

async function sheetOf(bytes: Uint8Array) {
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  const [sheet] = sheets;
  if (!sheet) throw new RangeError('no sheet');
  return sheet;
}

describe('The summary table (A3-2-02)', () => {
  test('has the pack’s title and columns, and a row for each application in order', async () => {
    const { rows, merges } = await sheetOf(
      await writeSummary(summary, [exampleAnswers('perfect'), exampleAnswers('warnings')], form),
    );
    expect(rows[0]?.[0]).toBe('市域产教联合体推荐名单汇总表');
    expect(merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: summary.columns.length - 1 }]);
    expect(rows[1]).toEqual(summary.columns.map((column) => column.title));
    expect(rows.slice(2).map((row) => row.slice(0, 3))).toEqual([
      [1, '示例省', '云泽市青禾智能装备产教联合体（虚构示例）'],
      [2, '示例省', '星浦市望海现代物流产教联合体（虚构示例）'],
    ]);
    expect(rows[2]?.slice(-2)).toEqual([1286.4, 680]);
  });

  test('keeps a text that begins like a formula a text', async () => {
    const formulas = {
      consortiumName: '=HYPERLINK("http://x","y")',
      park: '+1',
      leadSchool: '-1',
      leaderName: '@SUM(A1)',
    };
    const sheet = await sheetOf(await writeSummary(summary, [formulas], form));
    const texts = sheet.rows[2]?.filter((value) => typeof value === 'string');
    expect(texts).toEqual(Object.values(formulas));
    expect([...(sheet.cells?.values() ?? [])].every((cell) => cell.formula === undefined)).toBe(true);
    expect(sheet.cells?.get('2,2')?.style?.numFmt).toBe('@');
  });

  test('holds texts that no Excel cell could', async () => {
    const answers = {
      consortiumName: '长'.repeat(40_000),
      park: '\u0000\u0001<a>&\ud800',
      leadSchool: 3,
      leadEnterprise: ['甲', '乙'],
    };
    const [, , row] = (await sheetOf(await writeSummary(summary, [answers], form))).rows;
    expect(String(row?.[2])).toHaveLength(32_767);
    expect(row?.slice(3, 6)).toEqual(['<a>&', '3', '甲、乙']);
  });

  test('prints on A4 across, its header on each page, with one empty row where nothing is answered', async () => {
    const sheet = await sheetOf(await writeSummary(summary, [{}], form));
    expect(sheet.pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape', fitToWidth: 1 });
    expect(sheet.freezePane).toMatchObject({ rows: 2 });
    expect(sheet.rows[2]?.filter((value) => value !== null)).toEqual([1]);
  });

  test('is the same, byte for byte, for the same applications, whatever the pack', async () => {
    const write = () => writeSummary(toyClub.summary, [{}, {}], toyClub.form);
    expect(await write()).toEqual(await write());
  });
});
