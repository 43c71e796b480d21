import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { rank } from '#core/selection/candidate.ts';
import { resample, standingsOf } from '#core/selection/resample.ts';
import type { Selection } from './read-selection.ts';

/** Samples of readers. Twice as many would move a share by less than one in a hundred. */
export const samples = 2000;

/**
 * What a decision was taken on: enough to compute it again from the scores. The seed is the batch's own id, known before any score was: nobody
 * chooses it. `digest` is over all the rest.
 */
export const Basis = z.object({
  seed: z.string(),
  samples: z.int(),
  weights: z.unknown(),
  results: z.array(
    z.object({
      applicationId: z.string(),
      readers: z.array(z.object({ expertId: z.string(), total: z.number().nullable(), isCounted: z.boolean() })),
      mean: z.number().nullable(),
      calibrated: z.number().nullable(),
      deduction: z.number(),
      score: z.number().nullable(),
    }),
  ),
  standings: z.array(
    z.object({
      applicationId: z.string(),
      rank: z.int(),
      low: z.int(),
      high: z.int(),
      /** Share of the samples in which it is among the first `places`. */
      above: z.number(),
    }),
  ),
  places: z.int(),
  digest: z.string(),
});
export type Basis = z.infer<typeof Basis>;

/** The basis as the record gives it now, where `places` are on the list. */
export function basisOf({ batch, results, candidates }: Selection, places: number): Basis {
  const ranked = rank(candidates, 'score');
  const drawn = resample(candidates, { seed: batch.id, samples, by: 'score' });
  const content = {
    seed: batch.id,
    samples,
    weights: batch.weights,
    results: results.map(({ applicationId, readers, mean, calibrated, deduction, score }) => ({
      applicationId,
      readers: readers.map(({ expertId, total, isCounted }) => ({ expertId, total, isCounted })),
      mean,
      calibrated,
      deduction,
      score,
    })),
    standings: standingsOf(ranked, drawn, places).map(({ id, rank: place, low, high, above }) => ({
      applicationId: id,
      rank: place,
      low,
      high,
      above,
    })),
    places,
  };
  return { ...content, digest: digestOf(content) };
}

/** SHA-256 (64 hex digits) of a value's canonical JSON. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
