import { describe, expect, test } from 'vitest';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { editDocx, runOf } from '#test/edit-docx.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { readDocx } from './read-docx.ts';

const { form } = moe202315;
const perfect = exampleAnswers('perfect');
const printed = renderDocx(form, perfect);

/** Reads the perfect form after an edit: the cells that then differ, and what could not be placed. */
function afterEdit(edit: (xml: string) => string, others: Record<string, string> = {}) {
  const reading = readDocx(form, editDocx(printed, edit, others));
  const changed = [...cellsOf(form).keys()].filter(
    (path) => JSON.stringify(valueAt(reading.answers, path)) !== JSON.stringify(valueAt(perfect, path)),
  );
  return {
    changed: Object.fromEntries(changed.map((path) => [path, valueAt(reading.answers, path)])),
    unplaced: reading.unplaced,
  };
}

/** Types another text over an answer. */
function typed(before: string, after: string) {
  return afterEdit((xml) => {
    expect(xml.split(runOf(before)), `“${before}” stands once`).toHaveLength(2);
    return xml.replace(runOf(before), runOf(after));
  });
}

const untouched = { changed: {}, unplaced: [] };

describe('what editing programs do to a form (C-2-01)', () => {
  test('text split into a run for every character reads as before', () => {
    const split = (xml: string) =>
      xml.replace(
        /<w:r>(<w:rPr>.*?<\/w:rPr>)?<w:t xml:space="preserve">([^<]*)<\/w:t><\/w:r>/g,
        (_, look: string | undefined, text: string) =>
          (text.match(/&\w+;|[\s\S]/gu) ?? [])
            .map((character) => `<w:r>${look ?? ''}<w:t xml:space="preserve">${character}</w:t></w:r>`)
            .join(''),
      );
    expect(afterEdit(split)).toEqual(untouched);
  });

  test('insertions under tracking are read, deletions are not', () => {
    const edit = (xml: string) =>
      xml.replace(
        `<w:r>${runOf('15680')}</w:r>`,
        `<w:del w:id="1" w:author="x"><w:r><w:delText>15680</w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r>${runOf('16000')}</w:r></w:ins>`,
      );
    expect(afterEdit(edit)).toEqual({ changed: { 'internshipMonths.2022': 16000 }, unplaced: [] });
  });

  test('content controls, hyperlinks and smart tags are looked through', () => {
    const edit = (xml: string) =>
      xml.replace(
        `<w:r>${runOf('15680')}</w:r>`,
        `<w:sdt><w:sdtContent><w:hyperlink><w:smartTag><w:r>${runOf('15680')}</w:r></w:smartTag></w:hyperlink></w:sdtContent></w:sdt>`,
      );
    expect(afterEdit(edit)).toEqual(untouched);
  });

  test('empty rows and paragraphs put in between change nothing', () => {
    const empty = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="5"/></w:tcPr><w:p/></w:tc></w:tr>';
    expect(
      afterEdit((xml) => xml.replaceAll('<w:tr>', `${empty}<w:tr>`).replaceAll('<w:tbl>', '<w:p/><w:tbl>')),
    ).toEqual(untouched);
  });

  test('spaces inside labels and a colon after them change nothing', () => {
    const edit = (xml: string) =>
      xml.replace(runOf('秘书处负责人'), runOf('秘书处 负责人：')).replace(runOf('共建专业'), runOf('共 建　专 业'));
    expect(afterEdit(edit)).toEqual(untouched);
  });

  test('the columns of 2022 and 2023 swapped are told apart by their headers', () => {
    const swap = (xml: string) =>
      xml.replace(/<w:tr>.*?<\/w:tr>/g, (row) => {
        const cells = row.match(/<w:tc>.*?<\/w:tc>/g) ?? [];
        const [last, before] = [cells.at(-1), cells.at(-2)];
        const isPair =
          last && before && cells.length >= 2 && widthOf(last) === widthOf(before) && widthOf(last) === 2494;
        return isPair ? row.replace(before + last, last + before) : row;
      });
    expect(afterEdit(swap)).toEqual(untouched);
  });

  test('a cell split in two keeps its text', () => {
    const edit = (xml: string) =>
      xml.replace(
        /<w:tc><w:tcPr><w:tcW w:w="\d+" w:type="dxa"\/><w:gridSpan w:val="2"\/>((?:(?!<w:tc>).)*?)<\/w:tcPr>((?:(?!<w:tc>).)*?28640(?:(?!<w:tc>).)*?)<\/w:tc>/,
        (_, look, content) =>
          `<w:tc><w:tcPr><w:tcW w:w="2494" w:type="dxa"/>${look}</w:tcPr>${content}</w:tc><w:tc><w:tcPr><w:tcW w:w="2494" w:type="dxa"/></w:tcPr><w:p/></w:tc>`,
      );
    expect(edit(strip(printed))).not.toBe(strip(printed));
    expect(afterEdit(edit)).toEqual(untouched);
  });

  test('a table nested in a cell is part of its text', () => {
    const nested = '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>补充一行</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>';
    const { changed } = afterEdit((xml) => xml.replace(/(保障。[^<]*<\/w:t><\/w:r><\/w:p>)/, `$1${nested}`));
    expect(changed).toEqual({ constructionPlan: `${valueAt(perfect, 'constructionPlan')}\n补充一行` });
  });
});

describe('what people type (C-2-01, C-1-02)', () => {
  test.each([
    ['15680', '１５６８０', 'internshipMonths.2022', undefined],
    ['15680', '15,680', 'internshipMonths.2022', undefined],
    ['15680', '15，680 人月', 'internshipMonths.2022', undefined],
    ['62.35', '62.35%', 'skillsExamAdmissionRate.2022', undefined],
    ['2210350.75', '2,210,350.75万元', 'enterpriseSales', undefined],
    ['46.5/2316.8', '46.5％／2，316.8万元', 'transformationRate.2022', undefined],
  ])('%s typed as %s is the same number', (before, after) => {
    const once =
      before === '46.5/2316.8'
        ? afterEdit((xml) => xml.replace(`${runOf('46.5')}</w:r><w:r>${runOf('/2316.8')}`, runOf(after)))
        : typed(before, after);
    expect(once).toEqual(untouched);
  });

  test.each(['约15680', '无', '—', '15680左右', '一万五', '15680人', '12-15'])(
    '%s where a number belongs is told, not guessed',
    (text) => {
      expect(typed('15680', text)).toEqual({
        changed: { 'internshipMonths.2022': undefined },
        unplaced: [{ text, place: '“2.办学成效和服务能力”“联合体内企业为学生提供实习实训量（人月）”“2022年”' }],
      });
    },
  );

  test.each([
    '2023年5月12日',
    '2023-05-12',
    '2023.5.12',
    '２０２３／５／１２',
    '二〇二三年五月十二日',
    ' 2023 年 5 月 12 日 ',
  ])('the day typed as %s', (text) => {
    expect(typed('2023年5月12日', text)).toEqual(untouched);
  });

  test('a day that does not exist is told', () => {
    expect(typed('2023年5月12日', '2023年2月30日').unplaced).toEqual([
      { text: '2023年2月30日', place: '“封面”“填 表 日 期”' },
    ]);
  });

  test.each(['，', '；', ',', ';', '</w:t><w:br/><w:t>', '</w:t></w:r></w:p><w:p><w:r><w:t>'])(
    'members listed with %s',
    (mark) => {
      expect(afterEdit((xml) => xml.replaceAll('（虚构）、', `（虚构）${mark}`))).toEqual(untouched);
    },
  );

  test('students typed in words after the count', () => {
    expect(
      afterEdit((xml) => xml.replace(`${runOf('3')}</w:r><w:r>${runOf('（31240）')}`, runOf('3所，在校生31240人'))),
    ).toEqual(untouched);
  });

  test('a statement behind an open box is not confirmed, a ticked one is', () => {
    const statement = /<w:t xml:space="preserve">(产教联合体各成员单位[^<]*)/;
    expect(afterEdit((xml) => xml.replace(statement, '<w:t>□$1')).changed).toEqual({ noViolations: undefined });
    expect(afterEdit((xml) => xml.replace(statement, '<w:t>√ $1'))).toEqual(untouched);
  });
});

describe('nothing is dropped in silence', () => {
  test('a row, a table, a paragraph, a comment and a header that the form does not have are told with their places', () => {
    const row =
      '<w:tr><w:tc><w:p><w:r><w:t>另设专项</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>三十项</w:t></w:r></w:p></w:tc></w:tr>';
    const table = `<w:tbl>${row.replace('另设专项', '附表')}</w:tbl>`;
    const note = (text: string) =>
      `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:hdr>`;
    const { changed, unplaced } = afterEdit(
      (xml) =>
        xml
          .replace('</w:tbl>', `${row}</w:tbl>`)
          .replace('<w:sectPr>', `<w:sectPr>`)
          .replace(/(<w:p><w:pPr><w:spacing w:line="20")/, `<w:p><w:r><w:t>见附件</w:t></w:r></w:p>${table}<w:p/>$1`),
      { 'word/comments.xml': note('请核实'), 'word/header1.xml': note('内部资料') },
    );
    expect(changed).toEqual({});
    expect(unplaced.map((item) => item.text).sort()).toEqual(
      ['三十项', '三十项', '内部资料', '另设专项', '见附件', '请核实', '附表'].sort(),
    );
    expect(unplaced.every((item) => item.place !== '')).toBe(true);
  });

  test('every word of a form with all its labels rubbed out is told', () => {
    const rubbed = editDocx(printed, (xml) =>
      xml.replaceAll(/(<w:t xml:space="preserve">)(共建|中国|现场|企业)/g, '$1某某'),
    );
    const { answers, unplaced } = readDocx(form, rubbed);
    const kept = JSON.stringify([answers, unplaced]);
    for (const value of ['18', '1260', '180', '28640']) expect(kept).toContain(value);
  });
});

function strip(bytes: Uint8Array): string {
  let xml = '';
  editDocx(bytes, (document) => {
    xml = document;
    return document;
  });
  return xml;
}

function widthOf(cell: string): number {
  return Number(/<w:tcW w:w="(\d+)"/.exec(cell)?.[1]);
}
