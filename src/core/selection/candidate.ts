import type { ApplicationResult } from '#core/review/results.ts';
import { cityOf } from './city.ts';
import { industriesOf } from './industries.ts';

/** An application in the selection. Totals and scores are out of a hundred. */
export type Candidate = {
  id: string;
  province: string;
  /** '' where neither park nor consortium names one. */
  city: string;
  /** What the park's leading industry counts as: the first that its form names. */
  industry: string;
  /** Of each reader that counts. */
  totals: readonly number[];
  /** The mean of the totals less the deduction; null while no reader has finished. */
  score: number | null;
  /** The same with the readers' severity evened out. */
  calibrated: number | null;
};

/** What an application is ranked by. */
export type RankedBy = 'score' | 'calibrated';

/** The form's own words on where a consortium is and what its park does. */
export type PlaceWords = { park: string; consortium: string; industries: string };

export function candidateOf(result: ApplicationResult, words: PlaceWords): Candidate {
  const { applicationId, province, readers, score, calibrated, deduction } = result;
  return {
    id: applicationId,
    province,
    city: cityOf(words.park) || cityOf(words.consortium),
    industry: industriesOf(words.industries)[0] ?? otherIndustry,
    totals: readers.flatMap(({ total, isCounted }) => (isCounted && total !== null ? [total] : [])),
    score,
    calibrated: calibrated === null ? null : Math.max(0, Math.round((calibrated - deduction) * 100) / 100),
  };
}

export const otherIndustry = '其他产业';

/** Candidates by falling score; of equal ones the smaller id first, so that every machine ranks alike. Those without a score come last. */
export function rank(candidates: readonly Candidate[], by: RankedBy): readonly Candidate[] {
  const score = (candidate: Candidate) => candidate[by] ?? Number.NEGATIVE_INFINITY;
  return [...candidates].sort((one, other) => {
    const [first, second] = [score(one), score(other)];
    return first === second ? (one.id < other.id ? -1 : 1) : second - first;
  });
}
