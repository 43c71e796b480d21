import { createHash, randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { discFolder } from '#test/disc-image.ts';
import { digestFiles } from './digest-files.ts';

const disc = discFolder();
afterAll(disc.remove);

const digestsOf = (bytes: Uint8Array) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
});

const buffer = 2 ** 18;
const sizes = [0, 1, 55, 56, 63, 64, 65, buffer - 9, buffer - 1, buffer, buffer + 1, 3 * buffer, 700_001, 9_000_000];
const files = sizes.map((size) => {
  const bytes = randomBytes(size);
  return { bytes, file: disc.write(`${size}`, bytes) };
});
const tasks = files.map(({ file, bytes }) => ({
  from: file,
  pieces: [{ at: 0, bytes: bytes.length }],
  isWholeFile: true,
}));

describe('digests of many files at once', () => {
  test('are those of each alone, whatever its length and in however many threads', async () => {
    const wanted = files.map(({ bytes }) => digestsOf(bytes));
    for (const threads of [1, 2, 3]) expect(await digestFiles(tasks, { threads })).toEqual(wanted);
    // Without the one that is far longer than the others all go side by side; few small ones go without a thread.
    expect(await digestFiles(tasks.slice(0, -1), { threads: 1 })).toEqual(wanted.slice(0, -1));
    expect(await digestFiles(tasks.slice(0, 7))).toEqual(wanted.slice(0, 7));
    expect(await digestFiles([])).toEqual([]);
  });

  test('are of pieces in their order, wherever they stand', async () => {
    const whole = Buffer.concat(files.map(({ bytes }) => bytes));
    const from = disc.write('whole', whole);
    const pieces = [
      { at: 5_000_000, bytes: 400_000 },
      { at: 7, bytes: 300_001 },
      { at: 100, bytes: 0 },
    ];
    const wanted = digestsOf(Buffer.concat(pieces.map(({ at, bytes }) => whole.subarray(at, at + bytes))));
    const task = { from, pieces, isWholeFile: false };
    expect(await digestFiles([task, task, task])).toEqual([wanted, wanted, wanted]);
  });

  test('copy on the way', async () => {
    const to = disc.write('copy', '');
    let at = 0;
    const copying = tasks.map((task, index) => {
      const place = at;
      at += sizes[index] ?? 0;
      return { ...task, to: { file: to, at: place } };
    });
    await digestFiles(copying, { threads: 2 });
    expect(disc.bytes('copy').equals(Buffer.concat(files.map(({ bytes }) => bytes)))).toBe(true);
  });

  test('tell of a file that is not there or has another length, and go on', async () => {
    const [, , , , , , , , large] = tasks;
    if (!large) throw new Error('no task');
    const longer = { ...large, pieces: [{ at: 0, bytes: buffer + 77 }] };
    const absent = { ...large, from: disc.at('absent') };
    const beyond = { ...longer, isWholeFile: false };
    const answers = await digestFiles([longer, ...tasks, absent, beyond], { threads: 2 });
    expect(answers[0]).toEqual({ fault: 'changed' });
    expect(answers.slice(1, -2)).toEqual(files.map(({ bytes }) => digestsOf(bytes)));
    expect(answers.slice(-2)).toEqual([{ fault: 'missing' }, { fault: 'changed' }]);
  });

  test('end when they are called off', async () => {
    const stop = new AbortController();
    const digesting = digestFiles(
      Array.from({ length: 50 }, () => tasks.at(-1)).filter((task) => task !== undefined),
      { signal: stop.signal, onDone: () => stop.abort() },
    );
    await expect(digesting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
