import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Block, Inline } from '#core/form/layout.ts';
import { memberCategories } from '#core/ledger/member-categories.ts';
import { comparePacks } from '#core/pack/compare-packs.ts';
import { overlayPack } from '#core/pack/overlay-pack.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Names } from '#packs/moe-2023-15/fields.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { packs } from '#packs/packs.ts';

/** Digests of released packs. A released pack is never edited: what follows it is a new folder that supersedes it. */
const released: Readonly<Record<string, string>> = {
  'moe-2023-15': '4f922f7ad8ad88f6aec63a698d4b19ac04dc6488d8655dde35b5e7fa9d7c4e1f',
};

function linesOf(block: Block): readonly (readonly Inline[])[] {
  if (block.kind === 'line') return [block.line.inlines];
  return block.kind === 'table'
    ? block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.lines.map((line) => line.inlines)))
    : [];
}

function inlinesOf(pack: Pack): readonly Inline[] {
  return pack.form.parts.flatMap((part) => part.blocks.flatMap(linesOf).flat());
}

describe.each([...packs.values()].map((pack) => [pack.id, pack] as const))('pack %s', (_, pack) => {
  test('every cell is printed somewhere', () => {
    const printed = new Set(
      inlinesOf(pack).flatMap((inline) =>
        'cell' in inline ? [inline.cell] : 'confirm' in inline ? [inline.confirm] : [],
      ),
    );
    expect([...cellsOf(pack.form).keys()].filter((path) => !printed.has(path))).toEqual([]);
  });

  test('every field is asked on the web, once', () => {
    const asked = pack.form.parts.flatMap((part) => part.groups.flatMap((group) => group.fields));
    expect([...asked].sort()).toEqual(Object.keys(pack.form.fields).sort());
  });

  test('every footnote has a mark and every mark a footnote', () => {
    for (const part of pack.form.parts) {
      const marks = part.blocks
        .flatMap(linesOf)
        .flat()
        .flatMap((inline) => ('note' in inline ? [inline.note] : []));
      expect(marks).toEqual(Object.keys(part.footnotes ?? {}));
    }
  });

  test('every table is a full grid: no cell missing, none overlapping', () => {
    for (const block of pack.form.parts.flatMap((part) => part.blocks)) {
      if (block.kind !== 'table') continue;
      const covered = block.rows.map(() => 0);
      block.rows.forEach((row, at) => {
        for (const cell of row.cells) {
          for (let below = at; below < at + (cell.rows ?? 1); below++)
            covered[below] = (covered[below] ?? 0) + (cell.columns ?? 1);
        }
      });
      expect(covered).toEqual(block.rows.map(() => block.widths.length));
    }
  });

  test('every figure of its ledgers has a label and a unit', () => {
    const figures = pack.ledgers?.kinds.flatMap((kind) => kind.figures) ?? [];
    const unnamed = figures.filter(({ figure, label, unit }) => {
      const field = pack.form.fields[figure];
      return (
        (label ?? field?.label) === undefined ||
        (unit ?? (field && 'unit' in field ? field.unit : undefined)) === undefined
      );
    });
    expect(unnamed.map(({ figure }) => figure)).toEqual([]);
  });

  test('its ledgers name figures, cells, texts, points, members and fields that exist', () => {
    const book = pack.ledgers;
    const kinds = book?.kinds ?? [];
    const rules = kinds.flatMap((kind) => kind.figures);
    const categories = book ? memberCategories(pack.form, book).map(({ id }) => id) : [];
    const figures = new Set(
      rules.flatMap(({ figure, split }) => [figure, ...(split ? categories.map((id) => `${figure}.${id}`) : [])]),
    );
    const points = pack.indicators.indicators.flatMap((indicator) => indicator.points.map(({ id }) => id));
    const unknown = [
      ...Object.entries(book?.fills ?? {}).flatMap(([cell, { figure }]) => [
        ...(cellsOf(pack.form).has(cell) ? [] : [cell]),
        ...(figures.has(figure) ? [] : [figure]),
      ]),
      ...rules.flatMap(({ listedFor }) =>
        listedFor === undefined || pack.form.fields[listedFor]?.kind === 'text' ? [] : [listedFor],
      ),
      ...kinds.flatMap(({ supports }) => supports.filter((point) => !points.includes(point))),
      ...kinds.flatMap(({ fields }) =>
        Object.values(fields).flatMap((field) =>
          field.type === 'member' && field.of !== 'any' && !book?.memberClasses[field.of] ? [field.of] : [],
        ),
      ),
      ...kinds.flatMap(({ identity, fields }) => identity.filter((id) => !fields[id] || fields[id].optional)),
    ];
    expect(unknown).toEqual([]);
    expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
    expect(new Set(kinds.map(({ label }) => label)).size).toBe(kinds.length);
  });

  test('no two figures of its ledgers share an id, unless they say the same of it', () => {
    const rules = pack.ledgers?.kinds.flatMap((kind) => kind.figures) ?? [];
    expect(new Set(rules.map(({ figure }) => figure)).size).toBe(rules.length);
  });

  test('it is plain data: what the browser and the database get is the whole of it', () => {
    expect(JSON.parse(JSON.stringify(pack))).toEqual(pack);
  });
});

describe('the 2023 notice (A1-01, A3-2-03, B-1.1, B-1.2, B-1.3, B-1.4, B-2.1, B-2.2, B-2.3, B-2.4, B-3.1, B-3.2, B-3.3, B-3.4, B-3.5, B-4.1, B-4.2, B-4.3, B-4.4, B-4.5, B-5.1, B-5.2, B-5.3, B-5.4, B-6.1, B-6.2, B-6.3, B-7, C-0-01, C-1-04, C-1-05, C-2-01, C-2-03, C-3-01, C-4-01, C-5-01, C-5-02)', () => {
  const squeezed = (text: string) => text.replace(/\s/g, '');
  const notice = squeezed(readFileSync(new URL('./notice/moe-2023-15.txt', import.meta.url), 'utf8'));

  test('every label, hint, statement and clause stands in the notice word for word', () => {
    const ours = inlinesOf(moe202315).flatMap((inline) => {
      if ('text' in inline) return [inline.text];
      if ('cell' in inline) return [inline.hint ?? ''];
      if ('label' in inline) return [moe202315.form.fields[inline.label]?.label ?? ''];
      return 'year' in inline ? [`${inline.year}年`] : [];
    });
    const words = [
      ...ours,
      ...moe202315.form.parts.flatMap((part) => Object.values(part.footnotes ?? {})),
      ...moe202315.form.parts.filter((part) => part.id !== 'cover').map((part) => part.title),
      ...moe202315.indicators.indicators.flatMap((indicator) => [
        indicator.title,
        ...indicator.points.map((point) => point.text),
      ]),
    ].map(squeezed);
    expect(words.filter((word) => !notice.includes(word))).toEqual([]);
  });

  test('the 47 ledgers have the fields, identities, counterparts and observation points that are fixed for them', () => {
    const fixed = readFileSync(new URL('./ledgers-2023.txt', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    const ours = moe202315.ledgers?.kinds.map((kind) => {
      const fields = Object.entries(kind.fields).map(
        ([id, { label, optional }]) => `${id} ${label}${optional ? '?' : ''}`,
      );
      const { identity, counterpart = 'none', supports } = kind;
      return [kind.id, kind.label, fields.join('、'), identity.join('+'), counterpart, supports.join(' ')].join(' | ');
    });
    expect(ours).toEqual(fixed);
  });

  test('7 indicators, 25 observation points and the deduction rule', () => {
    const points = moe202315.indicators.indicators.flatMap((indicator) => indicator.points);
    expect(moe202315.indicators.indicators).toHaveLength(7);
    expect(points.filter((point) => point.kind === 'qualitative')).toHaveLength(25);
    expect(points.filter((point) => point.kind === 'deduction').map((point) => point.id)).toEqual(['7']);
  });

  test('32 provincial units, at most 3 recommendations each, 50, 100 and 150 consortia in all', () => {
    expect(new Set(moe202315.regions).size).toBe(32);
    expect(moe202315.batch.quota).toBe(3);
    expect(moe202315.batch.targets.map((target) => target.total)).toEqual([50, 100, 150]);
  });

  test('a released pack is not edited any more', () => {
    const digest = createHash('sha256').update(canonicalJson(moe202315)).digest('hex');
    expect(
      digest,
      'Released packs are frozen. Before the first release only: put the new digest here, knowing that applications pinned to the old one change.',
    ).toBe(released['moe-2023-15']);
  });

  test('a place that the form does not have cannot be named in a pack', () => {
    type Refused<Path extends string> = Path extends Names['path'] ? false : true;
    const refused: readonly [
      Refused<'coBuiltMajors.2024'>,
      Refused<'members.enterprise.students'>,
      Refused<'parkOutputs'>,
      Refused<'operatingFunds'>,
    ] = [true, true, true, true];
    const accepted: readonly [
      Refused<'coBuiltMajors.2023'>,
      Refused<'members.university.students'>,
      Refused<'operatingFunds.2025'>,
    ] = [false, false, false];
    expect([...refused, ...accepted]).toHaveLength(7);
  });
});

describe('what follows a notice', () => {
  const overlaid = overlayPack(moe202315, {
    id: 'moe-2023-15+example',
    of: 'moe-2023-15',
    title: '示例省补充要求（虚构）',
    batch: { deadline: '2023-05-15T23:59:59+08:00' },
    scores: { '1.1': 5, '3.1': 8 },
    fields: { title: '省级补充情况', fields: { hostCity: { kind: 'text', label: '所在市' } } },
  });

  test('a province adds scores, dates and fields without copying the pack', () => {
    expect(overlaid.indicators.indicators[0]?.points[0]).toMatchObject({ id: '1.1', kind: 'scored', most: 5 });
    expect(cellsOf(overlaid.form).has('hostCity')).toBe(true);
    expect(overlaid.form.parts.at(-1)?.title).toBe('省级补充情况');
    expect(overlaid.checks).toEqual(moe202315.checks);
  });

  test('what a move to another pack changes is told before it is made', () => {
    expect(comparePacks(moe202315, overlaid).map(({ what, id, change }) => [what, id, change])).toEqual([
      ['cell', 'hostCity', 'added'],
      ['point', '1.1', 'changed'],
      ['point', '3.1', 'changed'],
      ['batch', 'deadline', 'changed'],
    ]);
    expect(comparePacks(moe202315, moe202315)).toEqual([]);
  });

  test('an overlay of another pack, of a field that is there or of a point that is not, is refused', () => {
    const overlay = { id: 'x', of: 'moe-2023-15', title: 'x' };
    expect(() => overlayPack(moe202315, { ...overlay, of: 'toy-club' })).toThrow(RangeError);
    expect(() => overlayPack(moe202315, { ...overlay, scores: { '9.9': 1 } })).toThrow(RangeError);
    expect(() =>
      overlayPack(moe202315, { ...overlay, fields: { title: 'x', fields: { park: { kind: 'text', label: 'x' } } } }),
    ).toThrow(RangeError);
  });
});
