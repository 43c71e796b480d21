/** A piece of two texts: in both, in the earlier alone, or in the later alone. */
export type TextPiece = { kind: 'kept' | 'removed' | 'added'; text: string };

/**
 * What became of a text, piece by piece in reading order: all but the added pieces are the earlier text, all but the removed ones the later. By Chinese
 * characters and whole words of Latin letters and digits. Time and memory grow with the product of what differs: for motions and articles, not books.
 */
export function compareTexts(before: string, after: string): readonly TextPiece[] {
  const [from, to] = [tokensOf(before), tokensOf(after)];
  const least = Math.min(from.length, to.length);
  let start = 0;
  while (start < least && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < least - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  return joined([
    ...from.slice(0, start).map(kept),
    ...compareTokens(from.slice(start, from.length - end), to.slice(start, to.length - end)),
    ...from.slice(from.length - end).map(kept),
  ]);
}

const tokensOf = (text: string) => text.match(/[A-Za-z0-9]+|[\s\S]/gu) ?? [];
const kept = (text: string): TextPiece => ({ kind: 'kept', text });

/** By the longest common sequence: `longest[i][j]` is how long it is of what follows `from[i]` and `to[j]`. */
function compareTokens(from: readonly string[], to: readonly string[]): TextPiece[] {
  const width = to.length + 1;
  const longest = new Uint32Array((from.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: TextPiece[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const [old, next] = [from[i], to[j]];
    if (old !== undefined && old === next) {
      pieces.push(kept(old));
      i += 1;
      j += 1;
    } else if (old !== undefined && (next === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'removed', text: old });
      i += 1;
    } else if (next !== undefined) {
      pieces.push({ kind: 'added', text: next });
      j += 1;
    }
  }
  return pieces;
}

/** Neighbours of one kind as one piece, and within a change what is removed before what is added. */
function joined(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const all: TextPiece[] = [];
  let change = { removed: '', added: '' };
  const endChange = () => {
    for (const kind of ['removed', 'added'] as const) if (change[kind]) all.push({ kind, text: change[kind] });
    change = { removed: '', added: '' };
  };
  for (const { kind, text } of pieces) {
    if (kind !== 'kept') {
      change[kind] += text;
      continue;
    }
    endChange();
    const last = all.at(-1);
    if (last?.kind === 'kept') last.text += text;
    else all.push({ kind, text });
  }
  endChange();
  return all;
}
