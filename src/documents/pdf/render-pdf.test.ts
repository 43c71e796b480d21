import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withValue } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { digestDraft } from '#documents/print/digest-answers.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { toyClub } from '#packs/toy-club/pack.ts';
import { someAnswers } from '#test/arbitrary-answers.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { renderPdf } from './render-pdf.ts';

const { form } = moe202315;
const seal = { digest: createHash('sha256').update('revision').digest('hex'), takenAt: '2023-05-28T16:30:05Z' };

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;

function ask(tool: string, bytes: Uint8Array, ...options: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lianheti-pdf-'));
  try {
    const file = join(folder, 'form.pdf');
    writeFileSync(file, bytes);
    const outputs = tool === 'pdftotext' ? ['-'] : [];
    return execFileSync(tool, [...options, file, ...outputs], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words of a PDF without the spaces and line ends that its setting adds. */
function wordsOf(bytes: Uint8Array): string {
  return ask('pdftotext', bytes, '-raw').replace(/[\s\u200b]+/g, '');
}

describe('The PDF of a form (A3-2-02, C-0-06)', () => {
  test('is the same, byte for byte, whenever it is printed from the same answers', () => {
    const answers = exampleAnswers('perfect');
    const first = renderPdf(form, answers, seal);
    renderPdf(toyClub.form, {});
    expect(renderPdf(form, answers, seal)).toEqual(first);
    expect(renderPdf(form, answers)).not.toEqual(first);
    expect(new TextDecoder().decode(first.subarray(0, 5))).toBe('%PDF-');
  });

  test.runIf(hasPoppler)('shows each label of the form, blank, in the notice’s order', () => {
    const words = wordsOf(renderPdf(form, {}));
    const titles = ['市域产教联合体推荐书', '说明', '1.联合体概况', '2.办学成效和服务能力', '5.申报承诺'];
    const places = titles.map((title) => words.indexOf(title));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    for (const words200 of [
      '（不超过200字）',
      '（不超过500字）',
      '地方教育行政部门负责人签字',
      '联合体负责人指所在产业园区管委会负责同志',
    ])
      expect(words).toContain(words200);
    expect(words).not.toContain('□');
  });

  test.runIf(hasPoppler)('shows what was answered, and an open box before what was not confirmed', () => {
    const words = wordsOf(renderPdf(form, { ...exampleAnswers('perfect'), noViolations: false }));
    expect(words).toContain('云泽市青禾智能装备产教联合体（虚构示例）');
    expect(words).toContain('2023年5月12日');
    expect(words).toContain('□产教联合体各成员单位');
    expect(words).not.toContain('（不超过500字）');
  });

  test.runIf(hasPoppler)('tells a draft, a sealed revision and a verified form apart on every page', () => {
    const answers = exampleAnswers('perfect');
    const draft = wordsOf(renderPdf(form, answers));
    const pages = Number(/Pages:\s+(\d+)/.exec(ask('pdfinfo', renderPdf(form, answers)))?.[1]);
    expect(draft.split('草稿')).toHaveLength(pages + 1);
    expect(draft).toContain(digestDraft(answers));
    const sealed = wordsOf(renderPdf(form, answers, seal));
    expect(sealed.split(seal.digest.slice(0, 16))).toHaveLength(pages + 1);
    expect(sealed.split(seal.digest)).toHaveLength(2);
    expect(sealed).toContain('2023年5月29日00:30:05（北京时间）');
    expect(sealed).not.toContain('草稿');
    const verified = wordsOf(renderPdf(form, answers, { ...seal, isVerified: true }));
    expect(verified.split('省级核实后的推荐书')).toHaveLength(pages + 1);
    expect(verified.split(seal.digest.slice(0, 16))).toHaveLength(pages + 1);
    expect(verified).not.toContain('草稿');
  });

  test.runIf(hasPoppler)('is A4 with a title and embedded fonts', () => {
    const bytes = renderPdf(form, exampleAnswers('perfect'), seal);
    const facts = ask('pdfinfo', bytes);
    expect(facts).toContain('Title:           市域产教联合体推荐书');
    expect(facts).toContain('(A4)');
    expect(facts).toContain('Tagged:          yes');
    const fonts = ask('pdffonts', bytes).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes /);
  });

  test.runIf(hasPoppler)('is bound on the left: the margins of facing pages mirror each other', () => {
    const boxes = ask('pdftotext', renderPdf(form, {}), '-bbox', '-f', '2', '-l', '3');
    const [instructions = 0, overview = 0] = [...boxes.matchAll(/<page.*?<\/page>/gs)].map((page) =>
      Math.min(...[...page[0].matchAll(/xMin="([\d.]+)"/g)].map((left) => Number(left[1]))),
    );
    const { inner, outer, gutter } = form.page.margins;
    expect(overview - instructions).toBeCloseTo(((inner + gutter - outer) / 25.4) * 72, 0);
  });

  test.runIf(hasPoppler)('never reads an answer as markup', () => {
    const features = '#panic("x") $x^2$ *粗* _斜_ [b] @ref \\ " \' <l> `raw` // c /* d */ #read("/etc/passwd") = 标题';
    const words = wordsOf(renderPdf(form, { features }));
    expect(words).toContain(features.replaceAll(' ', ''));
  });

  test('holds answers that no column was made for', () => {
    const control = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
    const monsters = [
      'A'.repeat(10_000),
      '，'.repeat(10_000),
      '\n'.repeat(10_000),
      `مرحبا \u202e${'שלום'.repeat(50)}`,
      '👩‍👩‍👧‍👦'.repeat(200),
      `${control}\ud800\uffff`,
    ];
    for (const monster of monsters) {
      const answers = {
        leaderContact: monster,
        supportPolicies: monster,
        members: { enterprise: { names: [monster] } },
      };
      expect(renderPdf(form, answers).length).toBeGreaterThan(10_000);
    }
  });

  test.runIf(hasPoppler)('keeps the longest word within its column', () => {
    const boxes = ask('pdftotext', renderPdf(form, { leaderContact: 'W'.repeat(3000) }), '-bbox');
    const right = Math.max(...[...boxes.matchAll(/xMax="([\d.]+)"/g)].map((edge) => Number(edge[1])));
    expect(right).toBeLessThan((190 / 25.4) * 72 + 1);
  });

  test('prints answers of any kind to any form', () => {
    for (const pack of [moe202315, toyClub]) {
      fc.assert(
        fc.property(someAnswers(pack.form), (answers) => {
          expect(renderPdf(pack.form, answers).length).toBeGreaterThan(1000);
        }),
        { numRuns: 15 },
      );
    }
  });

  test('prints answers of the wrong type too', () => {
    const answers = [...cellsOf(form).keys()].reduce((all, path) => withValue(all, path, { deep: [path, null] }), {});
    expect(renderPdf(form, answers).length).toBeGreaterThan(10_000);
  });
});
