import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { largestFile } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { editDocx } from '#test/edit-docx.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { checkFormat } from './check-format.ts';
import { readDocx } from './read-docx.ts';

const { form } = moe202315;
const printed = renderDocx(form, exampleAnswers('perfect'));

function refusal(bytes: Uint8Array): string {
  try {
    readDocx(form, bytes);
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    expect(fault.message).toMatch(/[\u4e00-\u9fff].*。$/);
    return fault.code;
  }
  return 'read';
}

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';

function wordWith(documentXml: string, others: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({ '[Content_Types].xml': strToU8(types), 'word/document.xml': strToU8(documentXml), ...others });
}

const compound = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

describe('files that are no readable Word form are refused with what to do', () => {
  test.each([
    ['empty', 'an empty file', new Uint8Array()],
    ['wrong-type', 'a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Array(100).fill(1)])],
    ['wrong-type', 'a PDF', strToU8(`%PDF-1.7 ${'x'.repeat(100)}`)],
    ['wrong-type', 'a web page', strToU8(`<html>${'x'.repeat(100)}`)],
    ['old-word', 'an old Word file', Uint8Array.from([...compound, ...new Array(600).fill(0)])],
    [
      'encrypted',
      'a Word file with a password',
      Uint8Array.from([...compound, ...new Array(100).fill(0), ...Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['damaged', 'a file cut in the middle', printed.subarray(0, printed.length / 2)],
    ['damaged', 'a file with its end missing', printed.subarray(0, printed.length - 10)],
    ['not-word', 'a zip of something else', zipSync({ 'a.txt': strToU8('x') })],
    ['not-word', 'a package without a document', zipSync({ '[Content_Types].xml': strToU8(types) })],
    [
      'macros',
      'a file with macros',
      wordWith('<w:document><w:body/></w:document>', { 'word/vbaProject.bin': strToU8('x') }),
    ],
    [
      'unsafe-name',
      'a path that climbs out',
      wordWith('<w:document><w:body/></w:document>', { '../../evil': strToU8('x') }),
    ],
    [
      'document-type',
      'an external entity',
      wordWith('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document><w:body>&a;</w:body></w:document>'),
    ],
    [
      'document-type',
      'entities that multiply',
      wordWith(
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document><w:body>&b;</w:body></w:document>',
      ),
    ],
    [
      'damaged',
      'elements a hundred thousand deep',
      wordWith(`<w:document><w:body>${'<w:p>'.repeat(100_000)}</w:body></w:document>`),
    ],
  ])('%s: %s', (code, _, bytes) => {
    expect(refusal(bytes)).toBe(code);
  });

  test('a document type is found in whatever part of the package it stands', () => {
    const styles = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://example.invalid/">]><w:styles>&a;</w:styles>';
    expect(refusal(editDocx(printed, (xml) => xml, { 'word/styles.xml': styles }))).toBe('document-type');
    expect(() =>
      checkFormat(
        form,
        editDocx(printed, (xml) => xml, { 'word/styles.xml': styles }),
      ),
    ).toThrow(UnreadableFile);
  });

  test('a file of more than 50 MB is refused before it is looked into', () => {
    expect(refusal(new Uint8Array(largestFile + 1))).toBe('too-large');
  });

  test('a bomb is stopped at the bound, whatever size it declares', () => {
    const bomb = wordWith(`<w:document><w:body>${' '.repeat(200 * 2 ** 20)}</w:body></w:document>`);
    expect(bomb.length).toBeLessThan(2 ** 20);
    const before = process.memoryUsage().rss;
    expect(refusal(bomb)).toBe('expands-too-much');
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 30; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    }
    expect(refusal(lying)).toBe('expands-too-much');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  });

  test('bytes changed anywhere are told as damage, or read; nothing else happens', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(printed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (changes) => {
          const bytes = printed.slice();
          for (const [at, value] of changes) bytes[at] = value;
          expect(typeof refusal(bytes)).toBe('string');
        },
      ),
      { numRuns: 150 },
    );
  });

  test('XML of any shape in the body is read or refused, and never hangs', () => {
    const name = fc.constantFrom(
      'w:p',
      'w:r',
      'w:t',
      'w:tbl',
      'w:tr',
      'w:tc',
      'w:tcPr',
      'w:gridSpan w:val="-3"',
      'w:vMerge',
      'w:sdt',
      'w:ins',
    );
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constant('企业'),
        fc
          .tuple(name, fc.array(tie('node'), { maxLength: 4 }))
          .map(([tag, inside]) => `<${tag}>${inside.join('')}</${tag.split(' ')[0]}>`),
      ),
    })).node;
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 8 }), (nodes) => {
        expect(['read', 'damaged']).toContain(
          refusal(wordWith(`<w:document><w:body>${nodes.join('')}</w:body></w:document>`)),
        );
      }),
      { numRuns: 150 },
    );
  });
});
