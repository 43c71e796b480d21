import { truncateSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discFolder, jolietName } from '#test/disc-image.ts';
import { readImage } from './read-image.ts';

const disc = discFolder();
let good: Buffer;

beforeAll(async () => {
  await disc.image('good.iso', {
    '一.txt': 'one',
    '二二.txt': 'two',
    '夹/三.txt': 'three',
    '夹/深/四.txt': 'four',
  });
  good = disc.bytes('good.iso');
});
afterAll(disc.remove);

/** Reads the good image after something was done to it. */
async function read(change: (image: Buffer) => void) {
  const image = Buffer.from(good);
  change(image);
  const { files, faults } = await readImage(disc.write('changed.iso', image));
  return { paths: files.map(({ path }) => path), faults };
}

const rename = (from: string, to: string) => (image: Buffer) => {
  const written = Buffer.from(to, 'utf16le').swap16();
  image.set(written, jolietName(image, from));
};

const pointTo = (name: string, sector: number, bytes?: number) => (image: Buffer) => {
  const at = jolietName(image, name) - 33;
  image.writeUInt32LE(sector, at + 2);
  if (bytes !== undefined) image.writeUInt32LE(bytes, at + 10);
};

const sectorOf = (image: Buffer, name: string) => image.readUInt32LE(jolietName(image, name) - 31);

describe('an image of a stranger', () => {
  test('is refused names that lead elsewhere, each named, and the rest is read', async () => {
    for (const evil of ['../../x', '/etc/x', 'C:\\x\\y', '一\0.txt', '\n\n二.txt', '\ud800二.txt']) {
      const name = evil.padEnd(6, 'x').slice(0, 6);
      const { paths, faults } = await read(rename('二二.txt', name));
      expect(faults).toEqual([{ code: 'unsafe-name', path: name }]);
      expect(paths.sort()).toEqual(['manifest.json', 'manifest.sig', '一.txt', '夹/三.txt', '夹/深/四.txt'].sort());
    }
    const up = await read((image) => {
      const at = jolietName(image, '二二.txt');
      image[at - 1] = 4;
      image.set(Buffer.from('..', 'utf16le').swap16(), at);
    });
    expect(up.faults).toEqual([{ code: 'unsafe-name', path: '..' }]);
  });

  test('is refused a folder that leads up, with all that is in it', async () => {
    const { paths, faults } = await read((image) => {
      const at = jolietName(image, '深');
      image.set(Buffer.from('/', 'utf16le').swap16(), at);
    });
    expect(faults).toEqual([{ code: 'unsafe-name', path: '夹//' }]);
    expect(paths).not.toContain('夹/深/四.txt');
  });

  test('is refused files and folders that lie outside of it', async () => {
    expect((await read(pointTo('一.txt', 4_000_000_000))).faults).toEqual([{ code: 'outside-image', path: '一.txt' }]);
    expect((await read(pointTo('一.txt', 30, 4_294_967_295))).faults).toEqual([
      { code: 'outside-image', path: '一.txt' },
    ]);
    expect((await read(pointTo('夹', 4_000_000_000))).faults).toEqual([{ code: 'outside-image', path: '夹' }]);
  });

  test('is refused files that share bytes in part, or with a folder; whole copies are one content told twice', async () => {
    const overlap = await read((image) => pointTo('一.txt', sectorOf(image, '二二.txt'), 1000)(image));
    expect(overlap.faults.map(({ code }) => code)).toEqual(['overlap', 'overlap']);
    const folder = await read((image) => pointTo('一.txt', sectorOf(image, '深'), 2048)(image));
    expect(folder.faults).toEqual([{ code: 'overlap', path: '一.txt' }]);
    const header = await read(pointTo('一.txt', 16, 2048));
    expect(header.faults).toEqual([{ code: 'overlap', path: '一.txt' }]);
    const twice = await read((image) => pointTo('一.txt', sectorOf(image, '二二.txt'))(image));
    expect(twice.faults).toEqual([]);
  });

  test('is refused a folder that contains itself', async () => {
    const { faults } = await read((image) => pointTo('深', sectorOf(image, '夹'))(image));
    expect(faults).toEqual([{ code: 'loop', path: '夹/深' }]);
  });

  test('is refused a directory of absurd size, and copies that would fill a disk', async () => {
    const image = Buffer.from(good);
    image.writeUInt32LE(200_000_000, jolietName(image, '深') - 33 + 10);
    const wide = disc.write('wide.iso', image);
    truncateSync(wide, 250_000_000);
    expect((await readImage(wide)).faults).toEqual([{ code: 'too-many', path: '夹/深' }]);
    const names = Array.from({ length: 20 }, (_, index) => `件${index + 10}`);
    const few = Object.fromEntries(names.map((name) => [name, 'few']));
    await disc.image('copies.iso', { ...few, 大: Buffer.alloc(2_000_000) });
    const copies = disc.bytes('copies.iso');
    for (const name of names) pointTo(name, sectorOf(copies, '大'), 2_000_000)(copies);
    expect(await readImage(disc.write('copies.iso', copies))).toMatchObject({
      files: [],
      faults: [{ code: 'too-many', path: '' }],
    });
  });

  test('is refused the second of two equal names', async () => {
    expect((await read(rename('一.txt', '二.txt'))).faults).toEqual([]);
    const names = await disc.image('names.iso', { 甲1: 'a', 甲2: 'b' });
    const bytes = disc.bytes('names.iso');
    rename('甲2', '甲1')(bytes);
    disc.write('names.iso', bytes);
    expect((await readImage(names)).faults).toEqual([{ code: 'same-name', path: '甲1' }]);
  });

  test('is told of where a record is damaged, and other folders are read', async () => {
    const { paths, faults } = await read((image) => {
      image[jolietName(image, '三.txt') - 1] = 250;
    });
    expect(faults).toEqual([{ code: 'damaged-record', path: '夹' }]);
    expect(paths).toContain('一.txt');
  });

  test('is read by its plain names where it has no others', async () => {
    const { paths, faults } = await read((image) => {
      image[17 * 2048 + 88] = 0;
    });
    expect(faults).toEqual([]);
    expect(paths.sort()).toEqual(['D1/D1/F1.TXT', 'D1/F1.TXT', 'F1.TXT', 'F2.TXT', 'MANIFEST.JSO', 'MANIFEST.SIG']);
  });

  test('falls over at nothing: any few bytes of it may be wrong', async () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const image = Buffer.from(good);
      for (let count = 0; count < 3; count++) image[16 * 2048 + random(20 * 2048)] = random(256);
      const file = disc.write('random.iso', image);
      await readImage(file).catch((fault: Error) => expect(fault.name).toBe('DiscFault'));
    }
  });
});

test('what is no image is told so', async () => {
  for (const bytes of ['', 'words', Buffer.alloc(100_000)])
    await expect(readImage(disc.write('none.iso', bytes))).rejects.toMatchObject({ code: 'not-an-image' });
  await expect(readImage(disc.at('absent.iso'))).rejects.toMatchObject({ code: 'missing' });
  await expect(readImage(disc.folder)).rejects.toMatchObject({ code: 'not-an-image' });
});
