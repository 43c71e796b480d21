import { foldWithPlaces } from './fold-text.ts';

/** A piece of a text around what was looked for: its parts in order, those that were looked for marked. `start` is where it stands in the text. */
export type Passage = { start: number; parts: readonly { text: string; isHit: boolean }[] };

type Span = { start: number; end: number };

const around = 40;

/** The first passages of a text that have one of the folded words, at most `most`; hits that stand close together share one. */
export function passagesOf(text: string, words: readonly string[], most: number): readonly Passage[] {
  const passages: Passage[] = [];
  let open: { from: number; to: number; hits: Span[] } | undefined;
  const close = () => {
    if (open) passages.push(passageOf(text, open));
    open = undefined;
  };
  for (const hit of hitsIn(text, words)) {
    if (open && hit.start - around <= open.to) {
      open.hits.push(hit);
      open.to = Math.max(open.to, hit.end + around);
      continue;
    }
    close();
    if (passages.length === most) return passages;
    open = { from: Math.max(0, hit.start - around), to: hit.end + around, hits: [hit] };
  }
  close();
  return passages;
}

/** Where the words stand, from the beginning; what overlaps is one. */
function hitsIn(text: string, words: readonly string[]): readonly Span[] {
  const { folded, places } = foldWithPlaces(text);
  const found: Span[] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const last = places[at + word.length - 1] ?? text.length;
      found.push({ start: places[at] ?? 0, end: endOfCharacter(text, last) });
    }
  }
  const hits: Span[] = [];
  for (const hit of found.sort((one, other) => one.start - other.start || other.end - one.end)) {
    const last = hits.at(-1);
    if (last && hit.start < last.end) last.end = Math.max(last.end, hit.end);
    else hits.push(hit);
  }
  return hits;
}

function passageOf(text: string, { from, to, hits }: { from: number; to: number; hits: readonly Span[] }): Passage {
  const start = isInsideCharacter(text, from) ? from - 1 : from;
  const end = isInsideCharacter(text, to) ? to + 1 : Math.min(to, text.length);
  const parts: { text: string; isHit: boolean }[] = [];
  const add = (part: string, isHit: boolean) => part !== '' && parts.push({ text: part, isHit });
  let at = start;
  for (const hit of hits) {
    add(text.slice(at, hit.start), false);
    add(text.slice(hit.start, hit.end), true);
    at = hit.end;
  }
  add(text.slice(at, end), false);
  return { start, parts };
}

const isInsideCharacter = (text: string, at: number) => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;

const endOfCharacter = (text: string, at: number) => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
