import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSm3Lanes, padding } from './sm3-lanes.ts';
import { sm3Module } from './sm3-module.ts';

const sm3 = openSm3Lanes(sm3Module(), 2 ** 16);

test('SM3 of four messages at once is what OpenSSL says of each', () => {
  const message = fc.uint8Array({ minLength: 0, maxLength: 3000 });
  fc.assert(
    fc.property(fc.tuple(message, message, message, message), (messages) => {
      const padded = messages.map((bytes) => Buffer.concat([bytes, padding(bytes.length)]));
      const wanted = messages.map((bytes) => createHash('sm3').update(bytes).digest('hex'));
      const found = messages.map(() => '');
      padded.forEach((bytes, lane) => {
        sm3.buffers[lane]?.set(bytes);
        sm3.begin(lane);
      });
      for (let block = 0; found.includes(''); block++) {
        sm3.take(
          [0, 1, 2, 3].map(() => block * 64),
          1,
        );
        for (const [lane, bytes] of padded.entries())
          if (bytes.length === (block + 1) * 64) found[lane] = sm3.digest(lane);
      }
      expect(found).toEqual(wanted);
    }),
  );
});

test('SM3 of the standard’s own example', () => {
  sm3.buffers[2]?.set(Buffer.concat([Buffer.from('abc'), padding(3)]));
  sm3.begin(2);
  sm3.take([0, 0, 0, 0], 1);
  expect(sm3.digest(2)).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
});
