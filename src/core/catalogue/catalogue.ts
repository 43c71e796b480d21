/** A national code list: 专业目录, 职业分类, 行政区划. Each edition holds from a day on, until the next. */
export type CatalogueId = 'major' | 'occupation' | 'division';

export type CatalogueItem = {
  code: string;
  name: string;
  /** What the list says of it besides, such as 中等职业教育. */
  level?: string;
  /** Pinyin without tones and its initials, for search: `shukongjishu`, `skjs`. */
  pinyin?: string;
  initials?: string;
};

export type Edition = {
  title: string;
  validFrom: string;
  validTo?: string | undefined;
  items: readonly CatalogueItem[];
};

export type Catalogue = { id: CatalogueId; title: string; editions: readonly Edition[] };

/** The edition that holds on a day, `YYYY-MM-DD`: the latest that has begun and not ended. */
export function editionOn(catalogue: Catalogue, day: string): Edition | undefined {
  return [...catalogue.editions]
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
    .find(({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo));
}

/** What a person typed — a code, a name, or both — as the item it names; of several of one name, none. */
export function findItem(edition: Edition, typed: string): CatalogueItem | undefined {
  const text = plain(typed);
  const code = /^[0-9a-z-]+/.exec(text)?.[0] ?? '';
  const byCode = edition.items.find((item) => plain(item.code) === code);
  if (byCode && (text === code || text === code + plain(byCode.name))) return byCode;
  const named = edition.items.filter((item) => plain(item.name) === text);
  return named.length === 1 ? named[0] : undefined;
}

/**
 * Items whose code, name, pinyin or initials match what is typed, the best first: the code or name itself, then what begins with it, then what
 * contains it.
 */
export function searchItems(edition: Edition, typed: string, limit = 20): readonly CatalogueItem[] {
  const text = plain(typed);
  if (text === '') return edition.items.slice(0, limit);
  const ranked: CatalogueItem[][] = [[], [], []];
  for (const item of edition.items) ranked[rankOf(item, text)]?.push(item);
  return ranked.flat().slice(0, limit);
}

function rankOf(item: CatalogueItem, text: string): number {
  const keys = [plain(item.code), plain(item.name), item.pinyin ?? '', item.initials ?? ''];
  if (keys.includes(text)) return 0;
  if (keys.some((key) => key.startsWith(text))) return 1;
  return keys.some((key) => key.includes(text)) ? 2 : 3;
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** What a newer edition changes, for whoever is about to take it over. */
export function compareEditions(
  before: Edition | undefined,
  after: Edition,
): { added: number; changed: number; removed: number } {
  const known = new Map(before?.items.map((item) => [item.code, item.name]));
  const added = after.items.filter(({ code }) => !known.has(code)).length;
  const changed = after.items.filter(({ code, name }) => known.has(code) && known.get(code) !== name).length;
  return { added, changed, removed: known.size - (after.items.length - added) };
}

export type ItemFinding = { row: number; message: string };

/** Items of a table whose header names a code and a name column, wherever they stand; what is no item is told with its row. */
export function itemsOf(table: readonly (readonly string[])[]): {
  items: readonly CatalogueItem[];
  findings: readonly ItemFinding[];
} {
  const at = table.findIndex((row) => columnOf(row, codeWords) >= 0 && columnOf(row, nameWords) >= 0);
  const header = table[at];
  if (!header) return { items: [], findings: [{ row: 1, message: '没有找到“代码”和“名称”两列的表头' }] };
  const [codeAt, nameAt] = [columnOf(header, codeWords), columnOf(header, nameWords)];
  const levelAt = columnOf(header, levelWords);
  const items = new Map<string, CatalogueItem>();
  const findings: ItemFinding[] = [];
  for (const [down, row] of table.slice(at + 1).entries()) {
    const number = at + down + 2;
    const [code = '', name = '', level = ''] = [row[codeAt], row[nameAt], levelAt < 0 ? '' : row[levelAt]].map((cell) =>
      (cell ?? '').normalize('NFKC').trim(),
    );
    if (code === '' && name === '') continue;
    if (!/^[0-9A-Za-z-]{2,20}$/.test(code)) findings.push({ row: number, message: `“${code}”不是代码` });
    else if (name === '') findings.push({ row: number, message: `代码${code}没有名称` });
    else if (items.has(code)) findings.push({ row: number, message: `代码${code}重复` });
    else items.set(code, { code, name, ...(level === '' ? {} : { level }) });
  }
  return { items: [...items.values()], findings };
}

const codeWords = ['代码', '编码', 'code'];
const nameWords = ['名称', '专业名称', '职业名称', 'name'];
const levelWords = ['层次', '类别', '等级', 'level'];

function columnOf(row: readonly string[], words: readonly string[]): number {
  const cells = row.map((cell) => plain(cell));
  const exact = cells.findIndex((cell) => words.includes(cell));
  return exact >= 0 ? exact : cells.findIndex((cell) => cell.length <= 12 && words.some((word) => cell.endsWith(word)));
}
