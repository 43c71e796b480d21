import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import type { Block } from '#core/form/layout.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { packs } from '#packs/packs.ts';
import { fullAnswers } from '#test/arbitrary-answers.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { readDocx } from './read/read-docx.ts';
import { renderDocx } from './render-docx.ts';

const { form } = moe202315;
const perfect = exampleAnswers('perfect');

function partsOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

describe('the Word form (C-0-05, C-0-06, C-5-01)', () => {
  test.each([...packs.values()].map((pack) => [pack.id, pack.form] as const))(
    'every part of a %s is well-formed XML, whatever is answered',
    (_, printed) => {
      fc.assert(
        fc.property(fullAnswers(printed), (answers) => {
          for (const [name, xml] of Object.entries(partsOf(renderDocx(printed, answers))))
            expect(XMLValidator.validate(xml), name).toBe(true);
        }),
        { numRuns: 15 },
      );
    },
  );

  test('the same answers always give the same bytes', () => {
    expect(digest(renderDocx(form, perfect))).toBe(digest(renderDocx(form, JSON.parse(JSON.stringify(perfect)))));
  });

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('a machine in %s writes the bytes written here', (zone) => {
    expect(digestIn(zone)).toBe(digest(renderDocx(form, {})));
  });

  test('the bytes are those of every release before', () => {
    expect(
      { blank: digest(renderDocx(form, {})), perfect: digest(renderDocx(form, perfect)) },
      'A frozen revision must give the same bytes years later. Did you mean to change the writer, the pack or fflate? Then look at the pages, put the new digests here and render examples/*.docx anew; after a release tell it in the changelog: documents already kept stay as they are, a revision not yet printed gets the new bytes.',
    ).toEqual({
      blank: '7cdaf6675ac3dd6655ab2a4e791e7ec7f61b6e3181e96023a54c0cd4313b703c',
      perfect: '96e35c872dc862b0b2d602945b9058d03a50e3210dbf5174d3250d6db65d5b2a',
    });
  });

  test('A4, margins mirrored with a binding edge, 仿宋_GB2312 小四, exact 16 pt lines, page numbers', () => {
    const parts = partsOf(renderDocx(form, {}));
    expect(parts['word/settings.xml']).toContain('<w:mirrorMargins/>');
    expect(parts['word/styles.xml']).toContain('w:eastAsia="仿宋_GB2312"');
    expect(parts['word/styles.xml']).toContain('<w:sz w:val="24"/>');
    expect(parts['word/styles.xml']).toContain('w:line="320" w:lineRule="exact"');
    const sections = parts['word/document.xml']?.match(/<w:sectPr>.*?<\/w:sectPr>/g) ?? [];
    expect(sections).toHaveLength(form.parts.length);
    for (const section of sections) {
      expect(section).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
      expect(section).toMatch(/w:gutter="[1-9]\d*"/);
    }
    expect(parts['word/footer1.xml']).toContain(' PAGE ');
  });

  test('the cover counts as page 1 without showing it: right-hand pages have odd numbers, or Word binds them on the wrong edge', () => {
    const document = partsOf(renderDocx(form, {}))['word/document.xml'] ?? '';
    expect(document).not.toContain('<w:pgNumType');
    expect(document.match(/<w:titlePg\/>/g)).toHaveLength(1);
    expect(document.indexOf('<w:titlePg/>')).toBeLessThan(document.indexOf('</w:sectPr>'));
  });

  test('two tables in a row stay two, and a paragraph closes a body that ends with a table', () => {
    const table: Block = {
      kind: 'table',
      widths: [80],
      rows: [{ cells: [{ role: 'label', lines: [{ inlines: [{ text: '甲' }] }] }] }],
    };
    const twice: Form = { ...form, parts: [{ id: 'tables', title: '表', blocks: [table, table], groups: [] }] };
    const document = partsOf(renderDocx(twice, {}))['word/document.xml'] ?? '';
    expect(document.match(/<\/w:tbl>(?=<w:p>)/g)).toHaveLength(2);
  });

  test('each part numbers its footnotes from 1', () => {
    const marks = [
      ...(partsOf(renderDocx(form, {}))['word/document.xml'] ?? '').matchAll(
        /customMarkFollows="1" w:id="(\d)"\/><w:t>(\d)/g,
      ),
    ];
    expect(marks.map(([, id, mark]) => [id, mark])).toEqual([
      ['1', '1'],
      ['2', '2'],
      ['3', '1'],
      ['4', '2'],
    ]);
  });

  test('every text stands in the file as it was typed, without the characters that XML cannot carry', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...hostile)).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('leaderName', 'features'), (text, path) => {
        const xml = partsOf(renderDocx(form, withValue(perfect, path, `【${text}】`)))['word/document.xml'] ?? '';
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(plainText(xml)).toContain(`【${text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(uncarriable, '')}】`);
      }),
      { numRuns: 150 },
    );
  });

  test('markup, control characters and half characters in an answer stay text', () => {
    const hostile = '<w:p/>&amp;]]>\u0000\u0001\ud800"\'﷐';
    const { answers } = readDocx(form, renderDocx(form, withValue(perfect, 'leaderName', hostile)));
    expect(valueAt(answers, 'leaderName')).toBe('<w:p/>&amp;]]>"\'﷐');
  });

  test('a statement not yet confirmed stands behind an open box; the blank form prints it plain', () => {
    const statement = (answers: typeof perfect) =>
      /<w:t[^>]*>([^<]*产教联合体各成员单位[^<]*)/.exec(
        partsOf(renderDocx(form, answers))['word/document.xml'] ?? '',
      )?.[1]?.[0];
    expect([statement({}), statement(perfect), statement(withValue(perfect, 'noViolations', undefined))]).toEqual([
      '产',
      '产',
      '□',
    ]);
  });
});

/** What would break a writer that forgot to escape, to keep white space or to end its lines. */
const hostile = [
  '<w:p/>',
  '&amp;',
  '&',
  ']]>',
  '<!--',
  '\u0000',
  '\u000b',
  '\ud800',
  '\udc00',
  '\uffff',
  '\t',
  '  ',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '"',
  "'",
  '👩‍👩‍👧',
  '\u202e',
  '{name}',
];
const uncarriable = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

/** The text of a body as a reader sees it: a line a paragraph, tabs as tabs, white space kept. */
function plainText(documentXml: string): string {
  return documentXml
    .replaceAll('</w:p>', '\n')
    .replaceAll('<w:tab/>', '\t')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Digest of the blank form as a process of its own writes it in another time zone. */
function digestIn(zone: string): string {
  const script = `
    import { createHash } from 'node:crypto';
    import { renderDocx } from '#documents/docx/render-docx.ts';
    import { moe202315 } from '#packs/moe-2023-15/pack.ts';
    console.log(createHash('sha256').update(renderDocx(moe202315.form, {})).digest('hex'));`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
  }).trim();
}

const python = ['/usr/bin/python3', '/usr/local/bin/python3'].find(
  (file) => existsSync(file) && succeeds(file, '-c', 'import docx'),
);
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((file) => existsSync(file));

function succeeds(file: string, ...args: string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the Word form in programs that are not ours (each test runs where its program is installed)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lianheti-docx-'));
  const file = path.join(folder, 'form.docx');
  writeFileSync(file, renderDocx(form, perfect));

  test.runIf(python)('python-docx finds the official tables, their merged cells and the sections', () => {
    const script =
      'import sys, docx; d = docx.Document(sys.argv[1]); t = d.tables; print(len(t), [len(x.rows) for x in t], [len(x.columns) for x in t], len(d.sections), t[2].cell(0,0).text, t[2].cell(5,0).text, t[2].cell(1,3).text, t[2].cell(0,4).text)';
    expect(execFileSync(python ?? '', ['-c', script, file], { encoding: 'utf8' }).trim()).toBe(
      '6 [6, 23, 41, 2, 1, 2] [3, 7, 5, 1, 1, 2] 7 资源共建共享 资源共建共享 18个 2023年',
    );
  });

  test.runIf(python)(
    'python-docx finds paper, binding edge, face, pitch and real footnotes, and reads hostile answers',
    () => {
      const target = path.join(folder, 'hostile.docx');
      writeFileSync(target, renderDocx(form, withValue(perfect, 'leaderName', `甲${hostile.join('')}乙`)));
      const script = `
import sys, docx
from lxml import etree
d = docx.Document(sys.argv[1])
w = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
s = {(x.page_width.mm, x.page_height.mm, round(x.left_margin.mm), round(x.right_margin.mm), round(x.gutter.mm)) for x in d.sections}
r = d.styles.element.find('.//' + w + 'rPrDefault//' + w + 'rFonts').get(w + 'eastAsia')
p = d.styles.element.find('.//' + w + 'pPrDefault//' + w + 'spacing')
n = next(x.target_part.blob for x in d.part.rels.values() if x.reltype.endswith('/footnotes'))
print([tuple(round(y) for y in x) for x in s], r, p.get(w + 'line'), p.get(w + 'lineRule'), len(etree.fromstring(n).findall(w + 'footnote')), d.core_properties.title, d.core_properties.language, d.tables[1].cell(1, 1).text.startswith('甲<w:p/>&amp;&]]>'))`;
      expect(execFileSync(python ?? '', ['-c', script, target], { encoding: 'utf8' }).trim()).toBe(
        '[(210, 297, 25, 20, 5)] 仿宋_GB2312 320 exact 6 市域产教联合体推荐书 zh-CN True',
      );
    },
  );

  test.runIf(office)('LibreOffice writes it anew as Word, and it reads as before', { timeout: 120_000 }, () => {
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const convert = (type: string, from: string, out: string) =>
      execFileSync(
        office ?? '',
        [profile, '--headless', '--convert-to', type, '--outdir', path.join(folder, out), from],
        { stdio: 'ignore' },
      );
    convert('odt', file, 'odt');
    convert('docx:MS Word 2007 XML', path.join(folder, 'odt', 'form.odt'), 'docx');
    const bytes = execFileSync('cat', [path.join(folder, 'docx', 'form.docx')], { maxBuffer: 2 ** 26 });
    expect(readDocx(form, bytes)).toEqual({ answers: perfect, unplaced: [] });
  });
});
