import { execFileSync, spawnSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Chart } from '#core/monitoring-report/chart.ts';
import { renderOfficialDocx } from './render-official-docx.ts';
import { renderOfficialPdf } from './render-official-pdf.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;

const columns: Chart = {
  kind: 'chart',
  form: 'columns',
  title: '中国特色<学徒制>培养',
  unit: '人',
  labels: ['2024年', '2025年'],
  series: [
    { name: '实际', values: ['30', '0'] },
    { name: '承诺', values: [null, '50.5'] },
  ],
};
const bars: Chart = {
  kind: 'chart',
  form: 'bars',
  title: '承诺兑现率',
  unit: '％',
  labels: ['学徒', '经费'],
  series: [{ name: '兑现率', values: ['120.5', '60'] }],
  mark: 100,
};
const document = {
  title: '监测报告',
  body: [{ kind: 'heading', text: '一、数据' } as const, columns, bars, { kind: 'paragraph', text: '以上。' } as const],
  from: '示例省（虚构）',
  day: '2026年1月8日',
};

test('the same values give the same bytes, as PDF and as Word file', async () => {
  expect(renderOfficialPdf(document)).toEqual(renderOfficialPdf(document));
  expect(await renderOfficialDocx(document)).toEqual(await renderOfficialDocx(document));
});

test('in a Word file a chart is one of Word’s own, with its values and a name for those who cannot see it', async () => {
  const files = unzipSync(await renderOfficialDocx(document));
  const text = (path: string) => strFromU8(files[path] ?? new Uint8Array());
  expect(text('word/document.xml').match(/<c:chart /g)).toHaveLength(2);
  expect(text('word/document.xml')).toContain('descr="承诺兑现率"');
  expect(text('word/charts/chart1.xml')).toContain('<c:v>50.5</c:v>');
  expect(text('word/charts/chart1.xml')).toContain('中国特色&#60;学徒制&#62;培养');
  expect(text('[Content_Types].xml')).toContain('/word/charts/chart2.xml');
});

test.skipIf(!hasPoppler)('on paper each value stands at its bar', () => {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], {
    input: renderOfficialPdf(document),
    encoding: 'utf8',
  });
  for (const value of ['50.5', '120.5％', '60％', '2025年', '承诺兑现率']) expect(text).toContain(value);
});
