/** JSON that cannot be taken: not JSON at all (`unreadable`), or of another form than asked for (`invalid`). The message is Chinese and follows the file's name. */
export class WrongJson extends Error {
  readonly code: 'unreadable' | 'invalid';

  constructor(code: 'unreadable' | 'invalid', message: string) {
    super(message);
    this.name = 'WrongJson';
    this.code = code;
  }
}

/** A text of the file, or of `bytes` made for it where it is written with escapes. */
type Text = { bytes: Uint8Array; from: number; to: number };

/**
 * Reads JSON of a known form straight from its bytes, member by member, for files whose values together would not fit a string or the memory. Each function throws
 * `WrongJson` that names the place, as `students[3].wishes[2]`.
 */
export type JsonReader = {
  /** Each member named must stand there once; others are passed over. */
  object: (members: Readonly<Record<string, () => void>>) => void;
  list: (item: () => void) => void;
  text: () => Text;
  wholeNumber: (most: number) => number;
  /** Nothing but white space may follow. */
  end: () => void;
  wrong: (why: string) => WrongJson;
};

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Values that are passed over may lie this deep: a hostile file cannot exhaust the stack. */
const deepest = 64;

export function jsonReader(bytes: Uint8Array): JsonReader {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  const place: (string | number)[] = [];
  /** The one answer of `text`, given anew each time: it is read at once. */
  const found: Text = { bytes, from: 0, to: 0 };
  // A byte order mark is no fault.
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

  const wrong = (why: string) => new WrongJson('invalid', `的 ${placeText(place)} 不对：${why}。`);
  const broken = () => new WrongJson('unreadable', `不是有效的 JSON 文件（第${at + 1}个字节处有误）。`);

  /** The first byte that is no white space; undefined at the end. */
  function peek(): number | undefined {
    for (;;) {
      const byte = bytes[at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      at++;
    }
  }

  function take(byte: number): boolean {
    if (peek() !== byte) return false;
    at++;
    return true;
  }

  function text(): Text {
    const first = peek();
    if (first === openList) throw wrong('是并列的一组；请排出先后，每项只写一个编号');
    if (first !== quote) throw wrong('应为加引号的文字');
    return quoted();
  }

  function quoted(): Text {
    const from = at + 1;
    let isEscaped = false;
    for (at = from; bytes[at] !== quote; at++) {
      const byte = bytes[at];
      if (byte === undefined || byte < 0x20) throw broken();
      if (byte !== backslash) continue;
      isEscaped = true;
      at++;
    }
    at++;
    found.bytes = isEscaped ? unescaped(from - 1) : bytes;
    found.from = isEscaped ? 0 : from;
    found.to = isEscaped ? found.bytes.length : at - 1;
    return found;
  }

  function unescaped(from: number): Uint8Array {
    try {
      return encoder.encode(String(JSON.parse(decoder.decode(bytes.subarray(from, at)))));
    } catch {
      throw broken();
    }
  }

  /** Items up to the closing byte, parted by commas. */
  function items(close: number, each: (index: number) => void): void {
    at++;
    if (take(close)) return;
    for (let index = 0; ; index++) {
      each(index);
      if (take(close)) return;
      if (!take(comma)) throw broken();
    }
  }

  function list(item: () => void): void {
    if (peek() !== openList) throw wrong('应为方括号中的列表');
    items(closeList, (index) => {
      place.push(index);
      item();
      place.pop();
    });
  }

  function object(members: Readonly<Record<string, () => void>>): void {
    if (peek() !== openObject) throw wrong('应为花括号中的一组内容');
    const seen = new Set<string>();
    items(closeObject, () => {
      const key = keyText();
      const read = Object.hasOwn(members, key) ? members[key] : undefined;
      if (!read) return pass(0);
      place.push(key);
      if (seen.has(key)) throw wrong('出现了两次');
      seen.add(key);
      read();
      place.pop();
    });
    const missing = Object.keys(members).find((key) => !seen.has(key));
    if (missing !== undefined) throw wrong(`缺少 ${missing}`);
  }

  function keyText(): string {
    if (peek() !== quote) throw broken();
    const key = quoted();
    const name = decoder.decode(key.bytes.subarray(key.from, key.to));
    if (!take(colon)) throw broken();
    return name;
  }

  /** A value that nobody asked for. */
  function pass(depth: number): void {
    const first = peek();
    if (depth > deepest) throw broken();
    if (first === quote) quoted();
    else if (first === openList) items(closeList, () => pass(depth + 1));
    else if (first === openObject)
      items(closeObject, () => {
        keyText();
        pass(depth + 1);
      });
    else if (!/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(bare())) throw broken();
  }

  /** What stands there up to the next mark or white space. */
  function bare(): string {
    peek();
    const from = at;
    while (isBare(bytes[at])) at++;
    return decoder.decode(bytes.subarray(from, at));
  }

  function wholeNumber(most: number): number {
    const written = bare();
    const value = /^(?:0|[1-9]\d*)$/.test(written) ? Number(written) : Number.NaN;
    if (!(value <= most)) throw wrong('应为不小于0的整数');
    return value;
  }

  function end(): void {
    if (peek() !== undefined) throw broken();
  }

  return { object, list, text, wholeNumber, end, wrong };
}

/** Letters, digits and the signs of numbers. */
function isBare(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return isDigit || isLetter || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}

function placeText(place: readonly (string | number)[]): string {
  if (place.length === 0) return '整个文件';
  return place.map((each, at) => (typeof each === 'number' ? `[${each}]` : at === 0 ? each : `.${each}`)).join('');
}
