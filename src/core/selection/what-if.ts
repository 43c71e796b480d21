import { type Candidate, type RankedBy, rank } from './candidate.ts';

/** How few and how many of one province or industry; what is not named has no limit. */
export type Balance = { least?: number | undefined; most?: number | undefined };

/** What a scenario asks: how many places, ranked by what, no score below `cut`, and how the places are spread. */
export type ScenarioRules = {
  places: number;
  by: RankedBy;
  cut?: number | undefined;
  province?: Balance | undefined;
  industry?: Balance | undefined;
};

/** `listed` by falling score; `added` and `dropped` against the plain ranking's first `places`; `unmet`: who has fewer than asked for. */
export type ScenarioResult = {
  listed: readonly string[];
  added: readonly string[];
  dropped: readonly string[];
  unmet: readonly { of: 'province' | 'industry'; name: string; least: number; got: number }[];
};

const kinds = ['province', 'industry'] as const;

/**
 * Who would be on the list. A procedure that can be told in three sentences, so that anyone can follow it on paper: whoever is below the cut line is out. In order of
 * rank, whoever fills a place that its province or industry must at least have is in. Then, in order of rank, everybody whose province and industry are not full is
 * in, until the places are taken. A most is never passed, not even for a least.
 */
export function whatIf(candidates: readonly Candidate[], rules: ScenarioRules): ScenarioResult {
  const ranked = rank(candidates, rules.by).filter((each) => each[rules.by] !== null);
  const open = ranked.filter((each) => (each[rules.by] ?? 0) >= (rules.cut ?? Number.NEGATIVE_INFINITY));
  const taken = new Set<Candidate>();
  const count = (kind: (typeof kinds)[number], name: string) => [...taken].filter((each) => each[kind] === name).length;
  const fits = (candidate: Candidate) =>
    taken.size < rules.places &&
    !taken.has(candidate) &&
    kinds.every((kind) => count(kind, candidate[kind]) < (rules[kind]?.most ?? Number.POSITIVE_INFINITY));
  for (const candidate of open) {
    const isOwed = kinds.some((kind) => count(kind, candidate[kind]) < (rules[kind]?.least ?? 0));
    if (isOwed && fits(candidate)) taken.add(candidate);
  }
  for (const candidate of open) if (fits(candidate)) taken.add(candidate);
  const plain = ranked.slice(0, rules.places);
  return {
    listed: ranked.filter((each) => taken.has(each)).map(({ id }) => id),
    added: ranked.filter((each) => taken.has(each) && !plain.includes(each)).map(({ id }) => id),
    dropped: plain.filter((each) => !taken.has(each)).map(({ id }) => id),
    unmet: kinds.flatMap((of) => {
      const least = rules[of]?.least ?? 0;
      const names = [...new Set(ranked.map((each) => each[of]))];
      return names.map((name) => ({ of, name, least, got: count(of, name) })).filter(({ got }) => got < least);
    }),
  };
}
