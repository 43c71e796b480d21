import { foldText } from '#core/search/fold-text.ts';

export type Sought = { title: string; field: string; kind: string; keywords: readonly string[] };
export type Offered = {
  name: string;
  field: string;
  serves: readonly string[];
  keywords: readonly string[];
  description: string;
};

/** How well a capability suits a need: 0 to 100, and why in words for people. None of both where nothing speaks for it. */
export type Match = { score: number; reasons: readonly string[] };

const nothing: Match = { score: 0, reasons: [] };

/**
 * Fields count by the words they share, keywords by those that the capability names, the kind of service on top: alone it says nothing, since most
 * laboratories can do most kinds.
 */
export function matchNeed(need: Sought, capability: Offered): Match {
  const words = sharedWords(foldText(need.field), foldText(capability.field));
  const keywords = need.keywords.filter((keyword) => isNamed(keyword, capability));
  if (words.length === 0 && keywords.length === 0) return nothing;
  const serves = capability.serves.includes(need.kind);
  return {
    score:
      (words.length > 0 ? fieldWeight : 0) +
      Math.min(keywordWeight * keywords.length, mostByKeywords) +
      (serves ? kindWeight : 0),
    reasons: [
      ...(words.length > 0 ? [`领域相同：${words.join('、')}`] : []),
      ...(keywords.length > 0 ? [`关键词相符：${keywords.join('、')}`] : []),
      ...(serves ? [`提供此类服务：${need.kind}`] : []),
    ],
  };
}

const fieldWeight = 35;
const keywordWeight = 15;
const mostByKeywords = 45;
const kindWeight = 20;

function isNamed(keyword: string, { name, keywords, description }: Offered): boolean {
  const folded = foldText(keyword);
  if (folded === '') return false;
  return [name, description, ...keywords].some((text) => foldText(text).includes(folded));
}

/** The longest pieces of at least two characters that both have, none of them part of another; suffixes that say nothing of a field are none. */
function sharedWords(one: string, other: string): readonly string[] {
  const words: string[] = [];
  for (let from = 0; from < one.length - 1; from++) {
    let to = from + 1;
    while (to < one.length && other.includes(one.slice(from, to + 1))) to++;
    const word = one.slice(from, to);
    if (word.length > 1 && !empty.has(word) && !words.some((longer) => longer.includes(word))) words.push(word);
  }
  return words;
}

const empty: ReadonlySet<string> = new Set(['技术', '工程', '行业', '领域', '制造', '服务', '产业', '研究', '应用']);
