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
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(renderDocx(form, perfect))).toBe(digest(renderDocx(form, JSON.parse(JSON.stringify(perfect)))));
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

describe('the Word form in programs that are not ours', () => {
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
