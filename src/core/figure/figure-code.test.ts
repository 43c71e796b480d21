import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureCode, readFigureCode } from './figure-code.ts';

const codes = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(figureCode);
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

describe('a figure code', () => {
  test('is read however it is typed: small letters, full width, spaces, without its hyphen', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
        const wide = [...code.toLowerCase()].map((letter) =>
          String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
        );
        for (const typed of [
          code,
          code.toLowerCase(),
          code.replace('-', ''),
          ` ${code.replace('-', ' – ')} `,
          wide.join(''),
        ])
          expect(readFigureCode(typed)).toBe(code);
      }),
    );
  });

  test('with one letter mistyped is told as mistyped', () => {
    fc.assert(
      fc.property(codes, fc.nat(9), fc.constantFrom(...letters, '0', 'O', 'I'), (code, at, letter) => {
        const plain = code.replace('-', '');
        const typed = plain.slice(0, at) + letter + plain.slice(at + 1);
        expect(readFigureCode(typed)).toBe(typed === plain ? code : undefined);
      }),
    );
  });

  test('with two neighbouring letters exchanged is told as mistyped', () => {
    fc.assert(
      fc.property(codes, fc.nat(8), (code, at) => {
        const plain = code.replace('-', '');
        const typed = plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2);
        expect(readFigureCode(typed)).toBe(typed === plain ? code : undefined);
      }),
    );
  });

  test('that is too short or too long is none', () => {
    for (const typed of ['', '7KQ2M', '7KQ2M-9XWPA7', '数据码']) expect(readFigureCode(typed)).toBeUndefined();
  });
});
