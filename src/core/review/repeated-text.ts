/** A text of an application; `cell` says which. */
export type BatchText = { application: string; cell: string; text: string };

/** Where a passage stands: from `start` up to `end` of the text as it was written. */
export type Place = { application: string; cell: string; start: number; end: number };

/** A passage that two applications share. `length` counts the characters that are compared. */
export type Passage = { length: number; first: Place; second: Place };

/** Passages of at least `least` characters; what stands in more than `most` applications, or in one of the `known` texts, is nobody's own. */
export type RepetitionMeasure = { least: number; most: number; known?: readonly string[] };

const partition = 8_000_000;
const mostCharacters = 2 ** 26;
const multiplier = 0x01000193;

/**
 * Finds what applications share word for word, white space and punctuation ignored: for each two of them the longest runs in which every
 * window of `least` characters stands in both, and in few enough others. The longest passage comes first. Windows are grouped by their
 * hash, a part of the hashes at a time, and compared letter by letter: exact, in memory of a few times the texts' own size. Throws
 * `RangeError` for a `least` below 2, or more than 67 million characters.
 */
export function repeatedTexts(texts: readonly BatchText[], measure: RepetitionMeasure): readonly Passage[] {
  const { least, most, known = [] } = measure;
  if (!Number.isInteger(least) || least < 2) throw new RangeError('least must be a whole number from 2');
  const batch = joinTexts(texts, known);
  const rounds = Math.max(1, Math.ceil(batch.characters.length / partition));
  const pairs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const keys = hashWindows(batch, least, round, rounds);
    collectPairs(batch, keys, { least, most }, pairs);
  }
  return joinPairs(pairs).map(({ first, second, windows }) => {
    const length = windows + least - 1;
    return { length, first: placeOf(batch, texts, first, length), second: placeOf(batch, texts, second, length) };
  });
}

type Batch = {
  /** The characters that count, of all texts one after the other; the known texts stand last. */
  characters: Uint16Array;
  /** Where each text begins, and where the last ends. */
  starts: Int32Array;
  /** The number of each text's application; -1 is known. */
  owners: Int32Array;
};

function joinTexts(texts: readonly BatchText[], known: readonly string[]): Batch {
  const all = [...texts.map(({ text }) => text), ...known];
  const most = all.reduce((sum, text) => sum + text.length, 0);
  if (most > mostCharacters) throw new RangeError(`more than ${mostCharacters} characters`);
  const characters = new Uint16Array(most);
  const starts = new Int32Array(all.length + 1);
  const numbers = new Map<string, number>();
  let end = 0;
  all.forEach((text, at) => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (counts(code)) characters[end++] = code;
    }
    starts[at + 1] = end;
  });
  const owners = Int32Array.from(all, (_, at) => {
    const application = texts[at]?.application;
    if (application === undefined) return -1;
    const number = numbers.get(application) ?? numbers.size;
    numbers.set(application, number);
    return number;
  });
  return { characters: characters.subarray(0, end), starts, owners };
}

const kinds = new Uint8Array(65_536);

/** Letters and digits of any script count; halves of a rare character do too. */
function counts(code: number): boolean {
  const known = kinds[code] ?? 0;
  if (known !== 0) return known === 2;
  const isCounted = (code >= 0xd800 && code <= 0xdfff) || /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
  kinds[code] = isCounted ? 2 : 1;
  return isCounted;
}

/** The windows whose hash falls into this round, as hash × 2²⁶ + position, sorted: equal windows stand together, in their order. */
function hashWindows({ characters, starts }: Batch, least: number, round: number, rounds: number): Float64Array {
  let keys = new Float64Array(Math.min(characters.length, Math.ceil((characters.length / rounds) * 1.1) + 1000));
  const [from, to] = [(2 ** 32 * round) / rounds, (2 ** 32 * (round + 1)) / rounds];
  let found = 0;
  let leaving = 1;
  for (let i = 0; i < least; i++) leaving = Math.imul(leaving, multiplier);
  for (let text = 0; text + 1 < starts.length; text++) {
    const start = starts[text] ?? 0;
    const end = starts[text + 1] ?? 0;
    let hash = 0;
    for (let i = start; i < end; i++) {
      hash = (Math.imul(hash, multiplier) + (characters[i] ?? 0)) | 0;
      if (i - start >= least) hash = (hash - Math.imul(leaving, characters[i - least] ?? 0)) | 0;
      if (i - start < least - 1) continue;
      const mixed = mix(hash);
      if (mixed < from || mixed >= to) continue;
      if (found === keys.length) keys = widened(keys);
      keys[found++] = (mixed >>> 5) * mostCharacters + (i - least + 1);
    }
  }
  return keys.subarray(0, found).sort();
}

function widened(keys: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(keys.length * 2);
  wider.set(keys);
  return wider;
}

/** Spreads what differs in few bits over all of them (the end of MurmurHash3). */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Adds each two equal windows of different applications, as their distance × 2²⁶ + the first's position. */
function collectPairs(
  batch: Batch,
  keys: Float64Array,
  measure: { least: number; most: number },
  pairs: number[],
): void {
  for (let from = 0; from < keys.length; ) {
    const next = (Math.floor((keys[from] ?? 0) / mostCharacters) + 1) * mostCharacters;
    let to = from + 1;
    while (to < keys.length && (keys[to] ?? 0) < next) to += 1;
    if (to - from > 1) {
      const positions = Array.from(keys.subarray(from, to), (key) => key % mostCharacters);
      for (const equal of equalWindows(batch.characters, positions, measure.least))
        pairUp(batch, equal, measure.most, pairs);
    }
    from = to;
  }
}

/** Windows of one hash, parted where their letters differ all the same. */
function equalWindows(
  characters: Uint16Array,
  positions: readonly number[],
  least: number,
): readonly (readonly number[])[] {
  const classes: number[][] = [];
  for (const position of positions) {
    const own = classes.find(([first = 0]) => {
      for (let i = 0; i < least; i++) if (characters[first + i] !== characters[position + i]) return false;
      return true;
    });
    if (own) own.push(position);
    else classes.push([position]);
  }
  return classes.filter(({ length }) => length > 1);
}

function pairUp(batch: Batch, positions: readonly number[], most: number, pairs: number[]): void {
  const owners = positions.map((position) => batch.owners[textAt(batch, position)] ?? -1);
  const applications = new Set(owners);
  if (applications.has(-1) || applications.size > most || applications.size < 2) return;
  positions.forEach((second, at) => {
    for (let before = 0; before < at; before++) {
      const first = positions[before] ?? 0;
      if (owners[before] !== owners[at]) pairs.push((second - first) * mostCharacters + first);
    }
  });
}

/** The text in which a position stands. */
function textAt({ starts }: Batch, position: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Windows that follow each other in both texts are one passage. No window reaches over a text's end, so neither does a passage. */
function joinPairs(pairs: readonly number[]): readonly { first: number; second: number; windows: number }[] {
  const sorted = Float64Array.from(pairs).sort();
  const runs: { first: number; second: number; windows: number }[] = [];
  sorted.forEach((key, at) => {
    const last = runs.at(-1);
    if (last && at > 0 && key === (sorted[at - 1] ?? 0) + 1) last.windows += 1;
    else {
      const first = key % mostCharacters;
      runs.push({ first, second: first + Math.floor(key / mostCharacters), windows: 1 });
    }
  });
  return runs.sort((a, b) => b.windows - a.windows || a.first - b.first || a.second - b.second);
}

/** A place in the text as it was written: the characters that count are counted again there. */
function placeOf(batch: Batch, texts: readonly BatchText[], position: number, length: number): Place {
  const at = textAt(batch, position);
  const { application = '', cell = '', text = '' } = texts[at] ?? {};
  const skipped = position - (batch.starts[at] ?? 0);
  let counted = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (!counts(text.charCodeAt(i))) continue;
    if (counted === skipped) start = i;
    counted += 1;
    if (counted === skipped + length) return { application, cell, start, end: i + 1 };
  }
  return { application, cell, start, end: text.length };
}
