import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { aboutDisc, discFiles, discFolder, discKeys } from '#test/disc-image.ts';
import { layOut, longestExtent } from './lay-out.ts';
import { makeDisc } from './make-disc.ts';
import { manifestName, signatureName } from './manifest.ts';
import { readImage, readImageFile } from './read-image.ts';
import { readPieces } from './read-pieces.ts';
import { writeHead } from './write-head.ts';

const disc = discFolder();
afterAll(disc.remove);

const letter = fc.constantFrom(...'ab1A.-_ （）申报书材料𠮷é');
const name = fc.string({ unit: letter, minLength: 1, maxLength: 12 }).filter((text) => !/^\.+$/.test(text));
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const content = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 2047, maxLength: 4100 }));

/** Paths of which none is a folder of another. */
const tree = fc.dictionary(path, content, { minKeys: 1, maxKeys: 40, noNullPrototype: true }).filter((found) => {
  const paths = Object.keys(found);
  return !paths.some((one) => paths.some((other) => other.startsWith(`${one}/`)));
});

describe('an image', () => {
  test('reads back as the files it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (contents) => {
        const image = await disc.image('any.iso', contents);
        const { files, faults, tree: kind } = await readImage(image);
        expect({ faults, kind }).toEqual({ faults: [], kind: 'joliet' });
        const own = files.filter(({ path: each }) => each !== manifestName && each !== signatureName);
        expect(own.map((file) => file.path).sort()).toEqual(Object.keys(contents).sort());
        for (const file of own) {
          const bytes: Uint8Array[] = [];
          for await (const piece of readImageFile(image, file)) bytes.push(piece);
          expect(Buffer.concat(bytes)).toEqual(Buffer.from(contents[file.path] ?? []));
          expect(Buffer.from(await readPieces(image, file.pieces))).toEqual(Buffer.from(contents[file.path] ?? []));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is the same bytes whichever way its files come and in which order, but for the SM2 signature', async () => {
    const contents = { '乙/二.txt': 'two', '甲/一.txt': 'one', '丙.txt': Buffer.alloc(300_000, 7) };
    const one = await disc.image('one.iso', contents);
    const local = Object.entries(contents).map(([each, bytes]) => {
      const file = disc.write(createHash('sha256').update(each).digest('hex'), bytes);
      return { path: each, size: Buffer.from(bytes).length, content: file };
    });
    await makeDisc(disc.at('two.iso'), local.reverse(), aboutDisc, discKeys);
    const signature = (await readImage(one)).files.find((file) => file.path === signatureName);
    const [first, second] = [disc.bytes('one.iso'), disc.bytes('two.iso')];
    const { at = 0, bytes = 0 } = signature?.pieces[0] ?? {};
    first.fill(0, at, at + bytes);
    second.fill(0, at, at + bytes);
    expect(first.equals(second)).toBe(true);
  });

  test('tells of a file of more than 4 GiB in several pieces', async () => {
    const files = [
      { path: '大.bin', size: 2 * longestExtent + 5 },
      { path: '小.txt', size: 3 },
    ];
    const layout = layOut(files);
    const image = disc.write(
      'large.iso',
      Buffer.concat([...writeHead(layout, { title: '大', madeAt: aboutDisc.madeAt })]),
    );
    truncateSync(image, layout.totalBytes);
    const { files: found, faults } = await readImage(image);
    expect(faults).toEqual([]);
    expect(found.map(({ path: each, size, pieces }) => ({ path: each, size, pieces: pieces.length }))).toEqual([
      { path: '大.bin', size: 2 * longestExtent + 5, pieces: 3 },
      { path: '小.txt', size: 3, pieces: 1 },
    ]);
  });

  test('is refused for what a disc cannot hold, and nothing is left behind', async () => {
    const cases: readonly (readonly [path: string, code: string])[] = [
      ['../x', 'unsafe-path'],
      ['/x', 'unsafe-path'],
      ['a//x', 'unsafe-path'],
      ['a:b', 'bad-name'],
      ['a\0b', 'bad-name'],
      [`${'长'.repeat(104)}`, 'long-name'],
      ['manifest.json', 'reserved-name'],
      [Array.from({ length: 101 }, () => 'd').join('/'), 'too-deep'],
    ];
    for (const [each, code] of cases)
      await expect(
        makeDisc(disc.at('never.iso'), discFiles({ [each]: 'x' }), aboutDisc, discKeys),
      ).rejects.toMatchObject({
        code,
      });
    const [file] = discFiles({ a: 'four' });
    if (!file) throw new Error('no file');
    for (const files of [
      [],
      [{ ...file, size: 5 }],
      [{ ...file, size: 3 }],
      [file, file],
      [{ ...file, content: disc.at('absent') }],
    ])
      await expect(makeDisc(disc.at('never.iso'), files, aboutDisc, discKeys)).rejects.toThrow(/[一-鿿]/);
    expect(readdirSync(disc.folder).filter((each) => each.includes('never'))).toEqual([]);
  });
});

const has = (tool: string) => spawnSync('which', [tool]).status === 0;
const contents = {
  '申报书（示例）.docx': 'form',
  '申报书（例二）.docx': 'form two',
  '空.txt': '',
  '材料/深/更深/层/五/六/七/八/九/十/证明.pdf': Buffer.alloc(100_000, 5),
  ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`材料/证明材料${index}.txt`, `证明${index}`])),
};
const said = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });

describe('public tools', () => {
  test.runIf(has('xorriso') && has('sha256sum'))(
    'xorriso and sha256sum agree with the manifest on names and digests',
    async () => {
      const image = disc.at('xorriso.iso');
      const { manifest } = await makeDisc(image, discFiles(contents), aboutDisc, discKeys);
      const target = disc.at('xorriso');
      const { status } = said('xorriso', '-osirrox', 'on', '-indev', image, '-extract', '/', target);
      expect(status).toBe(0);
      // Without a reader of Joliet xorriso shows the plain tree: other names, the same contents.
      const list = said('sh', '-c', `cd ${target} && find . -type f ! -iname 'manifest*' -exec sha256sum {} +`);
      const digests = list.stdout
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 64));
      expect(digests.sort()).toEqual(manifest.files.map((file) => file.sha256).sort());
    },
  );

  for (const [tool, list, extract] of [
    [
      '7z',
      (image: string) => ['l', '-ba', '-slt', image],
      (image: string, to: string) => ['x', '-y', `-o${to}`, image],
    ],
    ['bsdtar', (image: string) => ['-tf', image], (image: string, to: string) => ['-xf', image, '-C', to]],
  ] as const)
    test.runIf(has(tool) && has('sha256sum'))(
      `${tool} lists and unpacks the files by their Chinese names`,
      async () => {
        const image = disc.at(`${tool}.iso`);
        const { manifest } = await makeDisc(image, discFiles(contents), aboutDisc, discKeys);
        const listed = said(tool, ...list(image));
        expect({ tool, status: listed.status }).toEqual({ tool, status: 0 });
        for (const each of Object.keys(contents)) expect(listed.stdout).toContain(each);
        const target = disc.at(tool);
        mkdirSync(target);
        expect(said(tool, ...extract(image, target)).status).toBe(0);
        writeFileSync(
          join(target, 'SUMS'),
          manifest.files.map(({ path: each, sha256 }) => `${sha256}  ${each}\n`).join(''),
        );
        expect(said('sh', '-c', `cd ${target} && sha256sum --quiet -c SUMS`)).toMatchObject({ status: 0, stdout: '' });
      },
    );

  test.runIf(has('isovfy') && has('isoinfo'))(
    'isovfy finds nothing wrong, and isoinfo names every file in both trees',
    async () => {
      const image = disc.at('isoinfo.iso');
      await makeDisc(image, discFiles(contents), aboutDisc, discKeys);
      expect(said('isovfy', image).stdout).toContain('No errors found');
      const plain = said('isoinfo', '-f', '-i', image).stdout.trim().split('\n');
      expect(new Set(plain).size).toBe(plain.length);
      expect(plain.filter((line) => line.endsWith(';1'))).toHaveLength(Object.keys(contents).length + 2);
      for (const line of plain) expect(line).toMatch(/^[/A-Z0-9_.;]+$/);
    },
  );
});
