import { seededRandom } from '#core/quantity/seeded-random.ts';
import type { Candidate, RankedBy } from './candidate.ts';

export type Resampling = { seed: string; samples: number; by: RankedBy };

/**
 * How well a candidate's rank holds. `rank` counts from 1; in nine of ten samples the place lies in `low`–`high`; `above` is the share of samples in
 * which it is within the cut; `places` are the places taken and how often, as shares of all samples.
 */
export type Standing = {
  id: string;
  rank: number;
  low: number;
  high: number;
  above: number;
  places: readonly { place: number; share: number }[];
};

/** Each candidate's score in each sample; a candidate without a score is left out. */
export type Drawn = ReadonlyMap<string, Float64Array>;

/**
 * Resamples each application's readers with replacement (bootstrap): what if other readers, as severe and as much apart as these, had read it? Each
 * application has a stream of its own from the seed and its id, so that neither order nor company changes what is drawn for it.
 */
export function resample(candidates: readonly Candidate[], { seed, samples, by }: Resampling): Drawn {
  return new Map(
    candidates.flatMap((candidate) => {
      const score = candidate[by];
      return score === null ? [] : [[candidate.id, drawScores(candidate, score, `${seed}:${candidate.id}`, samples)]];
    }),
  );
}

function drawScores({ totals, id }: Candidate, score: number, seed: string, samples: number): Float64Array {
  if (totals.length === 0) throw new Error(`candidate ${id} has a score and no reader`);
  const random = seededRandom(seed);
  const mean = totals.reduce((sum, each) => sum + each, 0) / totals.length;
  return Float64Array.from({ length: samples }, () => {
    let sum = 0;
    for (let n = 0; n < totals.length; n += 1) sum += totals[Math.floor(random() * totals.length)] ?? 0;
    return score + sum / totals.length - mean;
  });
}

/**
 * The standing of each candidate among the given ones, by the samples drawn. `ranked` is the plain ranking (`rank`); those without a
 * score have none.
 */
export function standingsOf(ranked: readonly Candidate[], drawn: Drawn, cut: number): readonly Standing[] {
  const scored = ranked.flatMap(({ id }) => {
    const scores = drawn.get(id);
    return scores ? [{ id, scores }] : [];
  });
  const samples = scored[0]?.scores.length ?? 0;
  const counts = scored.map(() => new Uint32Array(scored.length));
  const byId = scored.map(({ id }, at) => ({ id, at })).sort((one, other) => (one.id < other.id ? -1 : 1));
  const order = byId.map(({ at }) => at);
  for (let sample = 0; sample < samples; sample += 1) {
    const now = Float64Array.from(scored, ({ scores }) => scores[sample] ?? 0);
    // A stable sort of ids in order: equal scores are told apart as `rank` does.
    const places = [...order].sort((one, other) => (now[other] ?? 0) - (now[one] ?? 0));
    for (const [place, at] of places.entries()) {
      const row = counts[at];
      if (row) row[place] = (row[place] ?? 0) + 1;
    }
  }
  return scored.map(({ id }, at) => standingOf(id, at + 1, counts[at] ?? new Uint32Array(), samples, cut));
}

function standingOf(id: string, rank: number, counts: Uint32Array, samples: number, cut: number): Standing {
  const placeAt = (share: number) => {
    let left = share * samples;
    return (
      counts.findIndex((count) => {
        left -= count;
        return left <= 0;
      }) + 1
    );
  };
  const above = counts.subarray(0, cut).reduce((sum, count) => sum + count, 0);
  return {
    id,
    rank,
    low: placeAt(0.05),
    high: placeAt(0.95),
    above: above / samples,
    places: [...counts].flatMap((count, place) => (count > 0 ? [{ place: place + 1, share: count / samples }] : [])),
  };
}
