/** Writes a list of src/packs/catalogues from a csv with `code`, `name` and `levelName`, pinyin added: `npx node scripts/write-catalogues.js IN.csv OUT.json`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const [from = '', to = ''] = process.argv.slice(2);
const [header = '', ...lines] = readFileSync(from, 'utf8').trim().split(/\r?\n/);
const columns = header.split(',');
const items = lines.map((line) => {
  const cells = line.split(',');
  const cell = (name) => cells[columns.indexOf(name)] ?? '';
  const letters = pinyin(cell('name'), { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  const initials = pinyin(cell('name'), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' });
  return [
    cell('code'),
    cell('name'),
    cell('levelName'),
    letters.join('').toLowerCase(),
    initials.join('').toLowerCase(),
  ];
});
writeFileSync(to, `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`);
