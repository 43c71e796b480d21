import { nameKey } from '#core/member/member.ts';

/** What an application says of itself, the shortest first: what is said in few words is what it is about. */
export type ApplicationTexts = { brief: string; further: string; points: string };

/** `whole`: the field stands there as it is; otherwise most of its word pairs do. */
export type MetField = { field: string; where: keyof ApplicationTexts; whole: boolean };

/** 0 to 100, whole, with the fields that met. */
export type Fit = { points: number; met: readonly MetField[] };

/** How much of what is still missing to a full fit one field makes good. */
const strengths: Readonly<Record<keyof ApplicationTexts, number>> = { brief: 0.6, further: 0.3, points: 0.15 };
const placeNames = ['brief', 'further', 'points'] as const;

/** Where a field met, for people. */
export const placeLabels: Readonly<Record<keyof ApplicationTexts, string>> = {
  brief: '产业和概况',
  further: '特色和规划',
  points: '观测点',
};
const leastShare = 0.5;

type ReadText = { text: string; pairs: ReadonlySet<string> };
type Met = { where: keyof ApplicationTexts; share: number; strength: number };

/** `known`: what was found of a field before; many experts have the same. */
export type ReadTexts = Readonly<Record<keyof ApplicationTexts, ReadText>> & { known: Map<string, Met | undefined> };

/** Texts made ready to be compared with the fields of many experts. */
export function readTexts(texts: ApplicationTexts): ReadTexts {
  const ready = (text: string) => ({ text: nameKey(text), pairs: new Set(pairsOf(nameKey(text))) });
  return { brief: ready(texts.brief), further: ready(texts.further), points: ready(texts.points), known: new Map() };
}

/**
 * How well an expert's fields 专业领域 suit an application: each field counts once, where it weighs most. More fields never suit less; their order
 * says nothing; what meets nowhere is 0.
 */
export function fitOf(fields: readonly string[], texts: ReadTexts): Fit {
  const met: MetField[] = [];
  let missing = 1;
  for (const field of [...new Set(fields.map(nameKey))].filter((each) => each.length > 1).sort()) {
    const best = bestPlace(field, texts);
    if (!best) continue;
    met.push({ field, where: best.where, whole: best.share === 1 });
    missing *= 1 - best.strength;
  }
  return { points: Math.round((1 - missing) * 100), met };
}

function bestPlace(field: string, texts: ReadTexts): Met | undefined {
  if (texts.known.has(field)) return texts.known.get(field);
  const best = placeNames
    .map((where) => ({ where, share: shareIn(field, texts[where]) }))
    .filter(({ share }) => share >= leastShare)
    .map(({ where, share }) => ({ where, share, strength: strengths[where] * (share === 1 ? 1 : share / 2) }))
    .sort((one, other) => other.strength - one.strength)[0];
  texts.known.set(field, best);
  return best;
}

/** The share of a field's word pairs that a text has; 1 only where it has the whole field. */
function shareIn(field: string, { text, pairs }: ReadText): number {
  if (text.includes(field)) return 1;
  const own = pairsOf(field);
  return Math.min(own.filter((pair) => pairs.has(pair)).length / own.length, 0.99);
}

function pairsOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2));
}
