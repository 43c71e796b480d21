import { foldText, placesIn } from './fold-text.ts';

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

/** Where the words stand, from the beginning; what overlaps is one. Placed as they are asked for: of a long text the first few are enough. */
function* hitsIn(text: string, words: readonly string[]): Generator<Span> {
  const placeOf = placesIn(text);
  for (const { start, end } of spansIn(foldText(text), words))
    yield { start: placeOf(start), end: endOfCharacter(text, placeOf(end - 1)) };
}

function spansIn(folded: string, words: readonly string[]): readonly Span[] {
  const found: Span[] = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      found.push({ start: at, end: at + word.length });
  const spans: Span[] = [];
  for (const span of found.sort((one, other) => one.start - other.start)) {
    const last = spans.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else spans.push(span);
  }
  return spans;
}

function passageOf(text: string, { from, to, hits }: { from: number; to: number; hits: readonly Span[] }): Passage {
  const start = isInsideCharacter(text, from) ? from - 1 : from;
  const end = isInsideCharacter(text, to) ? to + 1 : Math.min(to, text.length);
  const parts: { text: string; isHit: boolean }[] = [];
  const add = (part: string, isHit: boolean) => part !== '' && parts.push({ text: part, isHit });
  let at = start;
  for (const hit of hits) {
    add(text.slice(at, hit.start), false);
    // Of a character that folds into several, two words may each have a part.
    add(text.slice(Math.max(at, hit.start), hit.end), true);
    at = hit.end;
  }
  add(text.slice(at, end), false);
  return { start, parts };
}

const isInsideCharacter = (text: string, at: number) => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;

const endOfCharacter = (text: string, at: number) => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
