import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const id = /\b(?:A\d-\d{2}|A\d-\d-\d{2}|B-\d(?:\.\d)?|C-\d-\d{2})\b/g;

/** Rows of the table: id → tests named there. */
const rows = new Map(
  readFileSync(path.join(root, 'docs/acceptance.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length > 4 && /^[ABC]\d?-/.test(cells[1] ?? ''))
    .map(
      (cells) => [cells[1] ?? '', [...(cells[4] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')] as const,
    ),
);

/** Ids that stand in the titles of a test file. */
function idsIn(file: string): ReadonlySet<string> {
  const titles =
    readFileSync(path.join(root, file), 'utf8').match(/\b(?:describe|test)(?:\.\w+)*\([^\n]*(?:\n\s+'[^\n]*)?/g) ?? [];
  return new Set(titles.join('\n').match(id) ?? []);
}

const testFiles = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'e2e/**/*.test.ts'], { cwd: root }).filter(
  (file) => file !== path.join('test', 'acceptance.test.ts'),
);

test('every test that a clause names exists and carries its id', () => {
  const wrong = [...rows].flatMap(([clause, files]) =>
    files
      .filter((file) => !existsSync(path.join(root, file)) || !idsIn(file).has(clause))
      .map((file) => `${clause} → ${file}`),
  );
  expect(wrong).toEqual([]);
});

test('every id that a test carries is a clause that names the test', () => {
  const wrong = testFiles.flatMap((file) =>
    [...idsIn(file)].filter((clause) => !rows.get(clause)?.includes(file)).map((clause) => `${file} → ${clause}`),
  );
  expect(wrong).toEqual([]);
});

test('the notice is covered: its three parts, 26 observation points and the whole form', () => {
  const ids = [...rows.keys()];
  expect(ids.filter((clause) => clause.startsWith('B-'))).toHaveLength(26);
  for (const part of [
    'A1-',
    'A2-1',
    'A2-2',
    'A2-3',
    'A2-4',
    'A2-5',
    'A3-1',
    'A3-2',
    'A3-3',
    'C-0',
    'C-1',
    'C-2',
    'C-3',
    'C-4',
    'C-5',
  ]) {
    expect(
      ids.some((clause) => clause.startsWith(part)),
      part,
    ).toBe(true);
  }
});
