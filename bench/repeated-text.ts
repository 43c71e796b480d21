import { type BatchText, repeatedTexts } from '#core/review/repeated-text.ts';
import type { BenchRow } from './bench-row.ts';

const cells = [
  ['features', 2000],
  ['constructionPlan', 1000],
  ['supportPolicies', 500],
  ['leadingIndustries', 200],
  ['talentPlatformProgress', 200],
  ['teachingInnovationProgress', 200],
] as const;
const planted = 60;

/** A repeatable source of numbers from 0 up to `below` (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Full applications of common words; one in ten has a passage of the one before, and all have one phrase of the trade. */
function makeTexts(applications: number): readonly BatchText[] {
  const next = seeded(20_230_515);
  const words = Array.from({ length: 3000 }, () =>
    String.fromCharCode(...Array.from({ length: 2 + next(3) }, () => 0x4e00 + next(6000))),
  );
  const phrase = '联合体坚持政府统筹、产业聚合、企业牵引、学校主体，推动产教深度融合。';
  const texts: BatchText[] = [];
  let copied = '';
  for (let at = 0; at < applications; at++)
    for (const [cell, length] of cells) {
      let text = cell === 'features' ? phrase : '';
      while (text.length < length) text += `${words[next(words.length)]}${next(8) === 0 ? '，' : ''}`;
      if (cell === 'features' && at % 10 === 9) text = text.slice(0, 900) + copied + text.slice(900 + planted);
      if (cell === 'features') copied = text.slice(500, 500 + planted);
      texts.push({ application: `a${at}`, cell, text: text.slice(0, length) });
    }
  return texts;
}

/** All texts of a batch compared with each other; every planted copy has to be found. */
export async function benchRepeatedText(): Promise<readonly BenchRow[]> {
  return [
    [96, 2],
    [10_000, 60],
  ].map(([applications = 0, most = 0]) => {
    const texts = makeTexts(applications);
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const passages = repeatedTexts(texts, { least: 20, most: 3 });
    const seconds = (performance.now() - start) / 1000;
    const grown = Math.round((process.memoryUsage().rss - before) / 2 ** 20);
    const copies = passages.filter(({ length }) => length >= planted - 20).length;
    const isWhole = copies >= Math.floor(applications / 10);
    return {
      what: `repeated text: ${applications} full applications, ${copies} planted copies found`,
      ours: `${seconds.toFixed(2)} s, ${grown} MB more`,
      peer: '—',
      ratio: '—',
      atLeast: `${most} s`,
      met: seconds <= most && isWhole,
    };
  });
}
