import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discNameOf, requireDiscPath } from './disc-names.ts';

test('any text gives a name that every disc can hold, and a good name stays as it is', () => {
  expect(discNameOf('云泽市装备产教联合体（虚构）')).toBe('云泽市装备产教联合体（虚构）');
  expect(discNameOf('../../秘密')).toBe('_.._秘密');
  expect(discNameOf('……')).toBe('……');
  expect(discNameOf(' . ')).toBe('未命名');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
      const name = discNameOf(text);
      expect(() => requireDiscPath(`1-${name}/001 ${name}.jpeg`)).not.toThrow();
      expect(discNameOf(name)).toBe(name);
    }),
  );
});
