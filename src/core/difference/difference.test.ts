import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, differenceOf } from './difference.ts';

/** Goes through the old text with the difference in hand: keeps, takes out and puts in. */
function patched(before: string, difference: readonly Change[]): string {
  let [after, at] = ['', 0];
  for (const { kind, text } of difference) {
    if (kind !== 'added') {
      expect(before.startsWith(text, at)).toBe(true);
      at += text.length;
    }
    if (kind !== 'removed') after += text;
  }
  expect(at).toBe(before.length);
  return after;
}

const said = (difference: readonly Change[]) =>
  difference.map(({ kind, text }) => ({ same: text, added: `[+${text}]`, removed: `[-${text}]` })[kind]).join('');

const text = fc
  .array(fc.constantFrom('理事会', '由', '学校', '企业', '组成', '。', '\n', 'ISO9001', ' ', '第一条'), {
    maxLength: 60,
  })
  .map((all) => all.join(''));

describe('the difference of two versions (B-2.3)', () => {
  test('patching the old by it gives the new, whatever they are', () => {
    const patches = (before: string, after: string) => {
      expect(patched(before, differenceOf(before, after))).toBe(after);
    };
    fc.assert(fc.property(text, text, patches));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), patches));
  });

  test('of a text and itself is none', () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(differenceOf(same, same).every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  test('shows the words that changed and no more', () => {
    const before = '第一条　名称。\n第二条　理事会每年召开两次会议，由理事长召集。\n第三条　附则。';
    const after = '第一条　名称。\n第二条　理事会每年召开四次会议，由理事长召集。\n第三条　经费。\n第四条　附则。';
    expect(said(differenceOf(before, after))).toBe(
      '第一条　名称。\n第二条　理事会每年召开[-两][+四]次会议，由理事长召集。\n第三[+条　经费。\n第四]条　附则。',
    );
  });

  test('does not tear apart what was written anew for a character in common', () => {
    expect(said(differenceOf('由秘书处的主任决定办理', '由理事会的全体表决通过'))).toBe(
      '由[-秘书处的主任决定办理][+理事会的全体表决通过]',
    );
  });

  test('of two long texts without anything in common is that the one takes the other’s place', () => {
    const [before, after] = ['甲', '乙'].map((each) =>
      Array.from({ length: 3000 }, (_, at) => `${each}${at}\n`).join(''),
    );
    const difference = differenceOf(before ?? '', after ?? '');
    expect(patched(before ?? '', difference)).toBe(after);
  });
});
