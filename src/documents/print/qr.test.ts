import fc from 'fast-check';
import readQr from 'jsqr';
import { expect, test } from 'vitest';
import { qrSvg } from './qr.ts';

const scale = 4;

/** The drawing as a camera sees it: black and white points, four a module. */
function seen(svg: string) {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) * scale;
  const points = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let at = 0; at < scale * scale; at++) {
      const point = (Number(y) * scale + Math.floor(at / scale)) * size + Number(x) * scale + (at % scale);
      points.fill(0, point * 4, point * 4 + 3);
    }
  return { points, size };
}

test('a phone reads from the QR code the address that was put into it', () => {
  const addresses = fc.tuple(fc.webUrl(), fc.stringMatching(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/));
  fc.assert(
    fc.property(addresses, ([site, code]) => {
      const address = `${site.slice(0, 120)}/${code}`;
      const { points, size } = seen(qrSvg(address));
      expect(readQr.default(points, size, size)?.data).toBe(address);
    }),
    { numRuns: 30 },
  );
});
