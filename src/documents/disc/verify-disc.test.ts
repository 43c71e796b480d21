import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aboutDisc, discFiles, discFolder, discKeys, jolietName } from '#test/disc-image.ts';
import { fingerprintOf, newDiscKeys, publicKeysOf, signBytes } from './disc-keys.ts';
import { makeDiscSet } from './make-disc-set.ts';
import { manifestName, readManifest, signatureName, writeManifest } from './manifest.ts';
import { mediumBytes } from './medium.ts';
import { readImage } from './read-image.ts';
import { readPieces } from './read-pieces.ts';
import { unpackImage } from './unpack-image.ts';
import { verifyDisc } from './verify-disc.ts';

const disc = discFolder();
const contents = {
  '申报书.docx': 'form '.repeat(2000),
  '材料/证明一.pdf': Buffer.alloc(9000, 1),
  '材料/证明二.pdf': Buffer.alloc(4096, 2),
  '空.txt': '',
};
let image: string;
let good: Buffer;

beforeAll(async () => {
  image = await disc.image('good.iso', contents);
  good = disc.bytes('good.iso');
});
afterAll(disc.remove);

const problemsOf = async (place: string) =>
  (await verifyDisc(place)).problems.map(({ kind, path }) => `${kind} ${path}`);

async function altered(change: (bytes: Buffer) => void) {
  const bytes = Buffer.from(good);
  change(bytes);
  return problemsOf(disc.write('altered.iso', bytes));
}

/** A fresh copy of the disc as a folder. */
async function unpacked(name: string): Promise<string> {
  await unpackImage(image, disc.at(name));
  return disc.at(name);
}

async function placeOf(path: string): Promise<number> {
  return (await readImage(image)).files.find((file) => file.path === path)?.pieces[0]?.at ?? 0;
}

describe('an image as it was made', () => {
  test('is intact, and says what it is and whose', async () => {
    const report = await verifyDisc(image);
    expect(report).toMatchObject({ kind: 'image', files: 4, bytes: 23_096, problems: [] });
    expect(report.manifest).toMatchObject({ title: '某省推荐材料', province: '某省', batch: '第一批' });
    expect(report.fingerprint).toBe(fingerprintOf(publicKeysOf(discKeys)));
  });

  test('is intact as a folder, and burnt again by another program', async () => {
    const folder = await unpacked('folder');
    expect(await verifyDisc(folder)).toMatchObject({ kind: 'folder', problems: [] });
    if (spawnSync('which', ['xorriso']).status !== 0) return;
    spawnSync('xorriso', ['-as', 'mkisofs', '-quiet', '-J', '-o', disc.at('again.iso'), folder]);
    expect(await problemsOf(disc.at('again.iso'))).toEqual([]);
  });

  test('is of the keys that are asked for, or told not to be', async () => {
    const fingerprint = fingerprintOf(publicKeysOf(discKeys));
    expect((await verifyDisc(image, { fingerprint: fingerprint.toLowerCase().replaceAll(' ', '') })).problems).toEqual(
      [],
    );
    const other = fingerprintOf(publicKeysOf(newDiscKeys()));
    expect((await verifyDisc(image, { fingerprint: other })).problems).toMatchObject([{ kind: 'signer' }]);
  });
});

describe('a disc altered by one byte', () => {
  test('names the file', async () => {
    const at = await placeOf('材料/证明一.pdf');
    for (const byte of [0, 4500, 8999])
      expect(
        await altered((bytes) => {
          bytes[at + byte] = 9;
        }),
      ).toEqual(['altered 材料/证明一.pdf']);
  });

  test('names the file that lost its name, and the one that has it now', async () => {
    const problems = await altered((bytes) => {
      bytes[jolietName(bytes, '证明一.pdf') + 1] = 0;
    });
    expect(problems).toContain('missing 材料/证明一.pdf');
    expect(problems.some((problem) => problem.startsWith('added 材料/'))).toBe(true);
  });

  test('is never told to be intact, wherever the byte stands', async () => {
    const step = 1009;
    for (let at = 0; at < good.length; at += step) {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      const outcome = await problemsOf(disc.write('byte.iso', bytes)).catch((fault: Error) => [fault.name]);
      expect({ at, isSilent: outcome.length === 0 }).toEqual({ at, isSilent: false });
    }
  });

  test('tells of a broken manifest, a changed one, and a changed signature', async () => {
    const manifest = await placeOf(manifestName);
    const signature = await placeOf(signatureName);
    expect(
      await altered((bytes) => {
        bytes[manifest] = 0;
      }),
    ).toEqual(['manifest manifest.json']);
    const title = good.indexOf('某省推荐材料', manifest);
    expect(await altered((bytes) => bytes.write('甲', title))).toContain('signature manifest.sig');
    const problems = await altered((bytes) => {
      bytes[signature + 20] = (bytes[signature + 20] ?? 0) === 48 ? 49 : 48;
    });
    expect(problems).toEqual(['signature manifest.sig']);
  });
});

describe('a folder', () => {
  test('names every altered, missing and added file', async () => {
    const folder = await unpacked('changed');
    appendFileSync(join(folder, '申报书.docx'), 'x');
    writeFileSync(join(folder, '材料/证明二.pdf'), Buffer.alloc(4096, 3));
    rmSync(join(folder, '空.txt'));
    mkdirSync(join(folder, '新'));
    writeFileSync(join(folder, '新/多.txt'), 'x');
    symlinkSync('/etc/hostname', join(folder, '链接'));
    expect((await problemsOf(folder)).sort()).toEqual(
      ['unsafe 链接', 'altered 材料/证明二.pdf', 'altered 申报书.docx', 'missing 空.txt', 'added 新/多.txt'].sort(),
    );
  });

  test('without its manifest or signature is not vouched for', async () => {
    const folder = await unpacked('bare');
    renameSync(join(folder, signatureName), disc.at('away'));
    expect(await problemsOf(folder)).toEqual(['signature manifest.sig']);
    rmSync(join(folder, manifestName));
    expect(await problemsOf(folder)).toEqual(['manifest manifest.json']);
  });

  test('with the manifest of someone else holds only by that one’s keys', async () => {
    const folder = await unpacked('forged');
    const { manifest } = await verifyDisc(folder);
    if (!manifest) throw new Error('no manifest');
    const forger = newDiscKeys();
    const text = writeManifest({ ...manifest, title: '伪造', keys: publicKeysOf(forger) });
    writeFileSync(join(folder, manifestName), text);
    expect(await problemsOf(folder)).toEqual(['signature manifest.sig', 'signature manifest.sig']);
    writeFileSync(join(folder, signatureName), JSON.stringify(signBytes(Buffer.from(text), forger)));
    expect(await problemsOf(folder)).toEqual([]);
    const fingerprint = fingerprintOf(publicKeysOf(discKeys));
    expect((await verifyDisc(folder, { fingerprint })).problems).toMatchObject([{ kind: 'signer' }]);
  });
});

describe('a set of discs', () => {
  test('shares all files out, each disc within its medium and with a manifest of its own', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`材料${index % 7}/证明${index}.pdf`, Buffer.alloc(100_000, index)]),
    );
    const medium = mediumBytes('2MB') ?? 0;
    const made = await makeDiscSet(disc.at('set.iso'), discFiles(many), aboutDisc, discKeys, { medium });
    expect(made.length).toBeGreaterThan(3);
    expect(made.map(({ file }) => file)).toEqual(made.map((_, index) => disc.at(`set-${index + 1}.iso`)));
    for (const [index, { file, bytes, manifest }] of made.entries()) {
      expect(bytes).toBeLessThanOrEqual(medium);
      expect(manifest.set).toEqual({ id: made[0]?.manifest.set.id, part: index + 1, of: made.length });
      expect(await problemsOf(file)).toEqual([]);
    }
    expect(made.flatMap(({ manifest }) => manifest.files.map(({ path }) => path)).sort()).toEqual(
      Object.keys(many).sort(),
    );
  });

  test('is refused where one file fits on no disc', async () => {
    const files = discFiles({ '大.bin': Buffer.alloc(3_000_000) });
    const making = makeDiscSet(disc.at('no.iso'), files, aboutDisc, discKeys, { medium: 2_000_000 });
    await expect(making).rejects.toMatchObject({ code: 'over-medium', place: '大.bin' });
  });

  test('knows the discs that are sold, and sizes written out', () => {
    expect(['700MB', '4.7gb', '1 GiB', '0MB', '-1GB', 'CD', ''].map(mediumBytes)).toEqual([
      737_280_000,
      4_700_372_992,
      2 ** 30,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test('a copy of an image that was broken off cannot be read', async () => {
  await expect(verifyDisc(disc.write('cut.iso', good.subarray(0, 60_000)))).rejects.toMatchObject({
    code: 'truncated',
  });
});

test('a manifest reads back as it was written, and one that names a file twice is none', async () => {
  const { manifest } = await verifyDisc(image);
  if (!manifest) throw new Error('no manifest');
  const text = Buffer.from(writeManifest(manifest));
  expect(readManifest(text)).toEqual(manifest);
  const at = await placeOf(manifestName);
  expect(Buffer.from(await readPieces(image, [{ at, bytes: text.length }]))).toEqual(text);
  const [file] = manifest.files;
  expect(readManifest(Buffer.from(writeManifest({ ...manifest, files: file ? [file, file] : [] })))).toBeUndefined();
});

test('an image with an unsafe name is not unpacked at all', async () => {
  const bytes = Buffer.from(good);
  bytes.set(Buffer.from('../../evil', 'utf16le').swap16().subarray(0, 14), jolietName(bytes, '申报书.docx'));
  const evil = disc.write('evil.iso', bytes);
  await expect(unpackImage(evil, disc.at('nowhere'))).rejects.toMatchObject({ code: 'unsafe-image' });
});
