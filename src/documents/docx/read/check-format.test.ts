import { describe, expect, test } from 'vitest';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { packs } from '#packs/packs.ts';
import { editDocx, runOf } from '#test/edit-docx.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { checkFormat } from './check-format.ts';

const { form } = moe202315;
const printed = renderDocx(form, exampleAnswers('perfect'));

function found(edit: (xml: string) => string, others: Record<string, string> = {}) {
  return checkFormat(form, editDocx(printed, edit, others)).map(({ check, cells, message }) => ({
    check,
    cells,
    message,
  }));
}

const name = '钱乙二、孙丙三、李丁四、周戊五、吴己六、郑庚七、王辛八、冯壬九';
const look = (properties: string) => (xml: string) =>
  xml.replace(`<w:r>${runOf(name)}`, `<w:r><w:rPr>${properties}</w:rPr>${runOf(name)}`);

describe('a Word file against the form’s own rules of type and paper (C-0-05, C-0-06)', () => {
  test.each([...packs.values()].map((pack) => [pack.id, pack] as const))(
    'what we print of %s breaks no clause',
    (_, pack) => {
      expect(checkFormat(pack.form, renderDocx(pack.form, {}))).toEqual([]);
      expect(checkFormat(form, printed)).toEqual([]);
    },
  );

  test('another face is named with its place and the clause', () => {
    expect(found(look('<w:rFonts w:eastAsia="宋体"/>'))).toEqual([
      {
        check: 'format-font',
        cells: ['staffNames'],
        message: '“1.联合体概况”“人员姓名”的字体为宋体，应为仿宋_GB2312（说明四：文字内容的字体为仿宋_GB2312）。',
      },
    ]);
  });

  test('another size is named', () => {
    expect(found(look('<w:sz w:val="28"/>'))).toMatchObject([
      { check: 'format-size', message: expect.stringContaining('为14磅，应为12磅') },
    ]);
  });

  test('another line pitch is named, exact pitch of another height too', () => {
    const pitch = (spacing: string) => (xml: string) =>
      xml.replace(/<w:p>(<w:pPr>)?(?=(?:<w:jc [^>]*>)?(?:<\/w:pPr>)?<w:r><w:t[^>]*>钱乙二、)/, (_, open) =>
        open ? `<w:p><w:pPr>${spacing}` : `<w:p><w:pPr>${spacing}</w:pPr>`,
      );
    expect(found(pitch('<w:spacing w:line="360" w:lineRule="auto"/>'))).toMatchObject([
      { check: 'format-line', message: expect.stringContaining('为1.5倍行距，应为固定值16磅') },
    ]);
    expect(found(pitch('<w:spacing w:line="560" w:lineRule="exact"/>'))).toMatchObject([
      { check: 'format-line', message: expect.stringContaining('固定值28磅') },
    ]);
  });

  test('a style in between is followed to what it is based on', () => {
    const styled = (xml: string) =>
      xml.replace(`<w:r>${runOf(name)}`, `<w:r><w:rPr><w:rStyle w:val="B"/></w:rPr>${runOf(name)}`);
    const styles =
      '<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="320" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="character" w:styleId="A"><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style><w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>';
    expect(found(styled, { 'word/styles.xml': styles })).toMatchObject([
      { check: 'format-font', cells: ['staffNames'], message: expect.stringContaining('黑体') },
    ]);
  });

  test('other paper and margins that leave no room to bind are named', () => {
    const paper = (xml: string) =>
      xml
        .replaceAll(/<w:pgSz [^>]*>/g, '<w:pgSz w:w="12240" w:h="15840"/>')
        .replaceAll(/w:left="\d+"/g, 'w:left="300"')
        .replaceAll(/w:gutter="\d+"/g, 'w:gutter="0"');
    const messages = found(paper).map((finding) => `${finding.check} ${finding.message}`);
    expect(messages).toEqual([
      expect.stringMatching(/^format-paper 纸张为216×279毫米/),
      expect.stringMatching(/^format-paper 左侧页边距/),
    ]);
  });
});
