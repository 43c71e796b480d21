/** Who looks for a place: what the major trains for, what was learned, where to, and how far. */
export type Seeker = {
  major: string;
  /** Occupations that the major trains for: code and name, which is empty where no list gives one. */
  occupations: ReadonlyMap<string, string>;
  skills: readonly string[];
  /** Empty: anywhere. */
  place: string;
  level: string;
};

/** 学历 from the lowest up, and the one that asks for none. */
export type Levels = { order: readonly string[]; any: string };

export type Offered = {
  occupationCode: string | null;
  occupation: string;
  skills: readonly string[];
  place: string;
  level: string;
};

export const reasonKinds = ['occupation', 'skills', 'place', 'level'] as const;
export type Reason = { kind: (typeof reasonKinds)[number]; text: string };
export type Recommended<T> = { position: T; reasons: readonly Reason[] };

const weights = { occupation: 5, skill: 2, mostSkills: 3, place: 2, level: 1 };

/**
 * Positions that suit, the best first, each with the reasons; of equals the order is that in which they came. What asks for a higher 学历, and what neither the major
 * nor a skill speaks for, is not recommended.
 */
export function recommend<T extends Offered>(
  seeker: Seeker,
  levels: Levels,
  positions: readonly T[],
  most: number,
): readonly Recommended<T>[] {
  return positions
    .flatMap((position) => {
      const { score, reasons } = suits(seeker, levels, position);
      return score === 0 ? [] : [{ score, position, reasons }];
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ position, reasons }) => ({ position, reasons }));
}

function suits(seeker: Seeker, levels: Levels, position: Offered): { score: number; reasons: readonly Reason[] } {
  const name = position.occupationCode === null ? undefined : seeker.occupations.get(position.occupationCode);
  const shared = sharedSkills(seeker.skills, position.skills);
  const asksMore = position.level !== levels.any && rankOf(levels, position.level) > rankOf(levels, seeker.level);
  if (asksMore || (name === undefined && shared.length === 0)) return { score: 0, reasons: [] };
  const isNear = seeker.place !== '' && (isPart(seeker.place, position.place) || isPart(position.place, seeker.place));
  const reasons: Reason[] = [];
  if (name !== undefined)
    reasons.push({ kind: 'occupation', text: `${seeker.major}对应职业${name || position.occupation}` });
  if (shared.length > 0) reasons.push({ kind: 'skills', text: `共同技能：${shared.join('、')}` });
  if (isNear) reasons.push({ kind: 'place', text: `地点合意：${position.place}` });
  reasons.push({
    kind: 'level',
    text: position.level === levels.any ? '学历不限' : `学历符合：${position.level}`,
  });
  const score =
    (name === undefined ? 0 : weights.occupation) +
    weights.skill * Math.min(shared.length, weights.mostSkills) +
    (isNear ? weights.place : 0) +
    (position.level === seeker.level ? weights.level : 0);
  return { score, reasons };
}

/** Skills of a position, as it calls them, that were learned by whatever width, case or space they were written. */
export function sharedSkills(learned: readonly string[], asked: readonly string[]): readonly string[] {
  const known = new Set(learned.map(plain));
  return asked.filter((skill) => known.has(plain(skill)));
}

/** What no list of levels knows is the lowest. */
const rankOf = ({ order }: Levels, level: string) => order.indexOf(level);
const isPart = (part: string, whole: string) => plain(whole).includes(plain(part));
const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
