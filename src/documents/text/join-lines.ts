/** Begins what stands by itself: 第三条, 一、, （二）, 1. and the like. */
const heading =
  /^(第[一二三四五六七八九十百零〇\d]+[章节条款编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])/u;
const ended = /[。；：！？.;:!?”》）]$/u;
const ideograph = /[\p{Script=Han}，。、；：？！（）《》“”]/u;

/**
 * Lines as a page breaks them, as paragraphs: a line goes on in the next where it is nearly as long as the longest, ends without a stop, and the next begins nothing
 * of its own. Spaces between ideographs are the typesetter's, not the writer's.
 */
export function joinLines(lines: readonly string[]): string {
  const clean = lines.map((line) => line.replace(/[\p{Cc}\ufffe\uffff]/gu, '').trim()).filter((line) => line !== '');
  const full = Math.max(0, ...clean.map((line) => line.length)) * 0.8;
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const line of clean) {
    const before = paragraphs.at(-1) ?? '';
    if (isOpen && !heading.test(line)) paragraphs[paragraphs.length - 1] = before + gap(before, line) + line;
    else paragraphs.push(line);
    isOpen = line.length >= full && !ended.test(line);
  }
  return paragraphs.map(withoutGaps).join('\n');
}

const gap = (before: string, next: string) =>
  ideograph.test(before.at(-1) ?? '') || ideograph.test(next[0] ?? '') ? '' : ' ';

const withoutGaps = (text: string) =>
  text.replace(/ +/g, (spaces, at: number) =>
    ideograph.test(text[at - 1] ?? '') && ideograph.test(text[at + spaces.length] ?? '') ? '' : ' ',
  );
