import type { LedgerField, LedgerFields } from '#core/ledger/kind.ts';
import { bareKeyOf, keyOf } from '#documents/docx/read/likeness.ts';
import type { SheetRow } from './sheet-row.ts';

/** Which column holds which field, by the header's words alone. */
export type Columns = {
  fieldIn: ReadonlyMap<number, string>;
  /** Columns that were recognised under another name. */
  renamed: readonly { field: string; header: string }[];
  /** Columns whose header names another unit than the field's: never read, since each number would be wrong by a power of ten. */
  otherUnit: readonly { field: string; header: string }[];
  /** Columns that no field is known for. */
  unread: readonly string[];
  missing: readonly string[];
};

/** A header row among the first rows of a sheet. `score` is the share of required fields that were found, less a little for whatever is strange. */
export type Header = { row: number; columns: Columns; score: number };

/** The column that a report adds, and what many people number their rows by. */
export const reportLabel = '校验结果';
const ignored = new Set([reportLabel, '序号', '行号'].map(keyOf));

/** The best header row for a kind's fields among the first rows; a header of two rows, as merged cells make it, is read together. */
export function findHeader(fields: LedgerFields, rows: readonly SheetRow[]): Header | undefined {
  const labels = new Set(Object.values(fields).flatMap(({ label }) => [whole(label), bare(label), usual(label)]));
  let best: Header | undefined;
  rows.forEach((row, at) => {
    const above = rows[at - 1];
    const texts = textsOf(row);
    // A row that names no field as it is called, or nearly, is none: the many rows below a header are passed over at once.
    if (!texts.some((text) => labels.has(whole(text)) || labels.has(bare(text)) || labels.has(usual(text)))) return;
    const both = above?.number === row.number - 1 ? mergedWith(texts, textsOf(above)) : undefined;
    for (const headers of both ? [texts, both] : [texts]) {
      const columns = matchColumns(fields, headers);
      const score = scoreOf(fields, columns);
      if (columns.fieldIn.size > 0 && (!best || score > best.score)) best = { row: row.number, columns, score };
    }
  });
  return best;
}

/** Labels are short and stand among the first columns; whatever is longer or farther is none. */
const longestHeader = 100;
const mostColumns = 80;

function textsOf(row: SheetRow): readonly string[] {
  return Array.from(row.cells.slice(0, mostColumns), (cell) =>
    cell?.kind === 'text' && cell.text.length <= longestHeader ? cell.text : '',
  );
}

/** A cell merged downwards keeps its words in the row above. */
function mergedWith(lower: readonly string[], upper: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(lower.length, upper.length) }, (_, at) => lower[at] || upper[at] || '');
}

function scoreOf(fields: LedgerFields, { fieldIn, renamed, otherUnit, unread }: Columns): number {
  const required = Object.keys(fields).filter((id) => !fields[id]?.optional);
  const found = new Set([...fieldIn.values(), ...otherUnit.map(({ field }) => field)]);
  const optional = [...found].filter((id) => fields[id]?.optional).length;
  const share = required.filter((id) => found.has(id)).length / Math.max(1, required.length);
  return share + optional * 0.01 - (renamed.length + unread.length + otherUnit.length) * 0.02;
}

/** Each pass takes what only one column and only one field could mean, from the exact label to the merely alike. */
const passes: readonly ((field: LedgerField, header: string) => boolean)[] = [
  ({ label }, header) => whole(header) === whole(label),
  ({ label }, header) => bare(header) === bare(label),
  ({ label, type }, header) => type === 'code' && whole(header) === `${bare(label)}代码`,
  ({ label }, header) => usual(header) === usual(label),
  ({ label }, header) => likeness(usual(header), usual(label)) >= 0.75,
];

function matchColumns(fields: LedgerFields, headers: readonly string[]): Columns {
  const open = new Map(
    headers.flatMap((header, at) =>
      header.trim() === '' || ignored.has(whole(header)) ? [] : [[at, header] as const],
    ),
  );
  const wanted = new Map(Object.entries(fields));
  const fieldIn = new Map<number, string>();
  const renamed: Columns['renamed'][number][] = [];
  const otherUnit: Columns['otherUnit'][number][] = [];
  passes.forEach((isSame, pass) => {
    const pairs = [...open].flatMap(([at, header]) =>
      [...wanted].flatMap(([id, field]) => (isSame(field, header) ? [{ at, header, id, field }] : [])),
    );
    for (const { at, header, id, field } of pairs) {
      const rivals = pairs.filter((pair) => pair.id === id || pair.at === at);
      if (rivals.length > 1 && (pass > 0 || rivals.some((pair) => pair.at < at))) continue;
      open.delete(at);
      wanted.delete(id);
      if (pass > 0 && namesOtherUnit(field, header)) otherUnit.push({ field: id, header });
      else fieldIn.set(at, id);
      if (pass > 0 && fieldIn.has(at) && !isMarkOnly(field, header)) renamed.push({ field: id, header });
    }
  });
  const missing = [...wanted].flatMap(([id, { optional }]) => (optional ? [] : [id]));
  return { fieldIn, renamed, otherUnit, unread: [...open.values()], missing };
}

/** A star or 必填 beside the label renames nothing. */
function isMarkOnly({ label }: LedgerField, header: string): boolean {
  return keyOf(header.replace(/[（(]?(必填|选填|可选|单位)[）)]?|\*/g, '')) === whole(label);
}

function namesOtherUnit({ label }: LedgerField, header: string): boolean {
  const unitIn = (text: string) => /\(([^()]*)\)\s*$/.exec(text.normalize('NFKC'))?.[1]?.replace(/单位[:：]?|\s/g, '');
  const [asked, named] = [unitIn(label), unitIn(header)];
  return (
    asked !== undefined &&
    named !== undefined &&
    named !== asked &&
    /元|米|亩|公顷|m|万|亿/.test(named) &&
    !sameUnit(asked, named)
  );
}

function sameUnit(asked: string, named: string): boolean {
  const plain = (unit: string) =>
    unit
      .replace(/^(平方米|平米|平方|m²|㎡)$/, 'm2')
      .replace(/^(万|亿)$/, '$1元')
      .replace(/人民币/, '');
  return plain(asked) === plain(named);
}

/** The same labels are compared again and again: with each kind, in each pass. */
function remembered(key: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size > 5000) known.clear();
    const made = key(text);
    known.set(text, made);
    return made;
  };
}

const whole = remembered(keyOf);
const bare = remembered(bareKeyOf);

/** Words that people use for one another in headers. */
const usual = remembered((header) =>
  bareKeyOf(header)
    .replace(/时间$/, '日期')
    .replace(/^(起始|起|启动)(?=日期)/, '开始')
    .replace(/^(终止|截止|截至|完结)(?=日期)/, '结束')
    .replace(/(?<=.)(名称|全称|名字)$/, '')
    .replace(/(?<=..)(数量|总数|数)$/, '数'),
);

/** From 0 to 1: twice the longest common subsequence over both lengths. */
function likeness(a: string, b: string): number {
  // Too unlike in length to be alike enough, whatever the letters.
  if (Math.max(a.length, b.length) > 2 * Math.min(a.length, b.length)) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const character of a) {
    const next = [0];
    for (let at = 1; at <= b.length; at++)
      next[at] = b[at - 1] === character ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0);
    row = next;
  }
  return a.length + b.length === 0 ? 0 : (2 * (row[b.length] ?? 0)) / (a.length + b.length);
}
