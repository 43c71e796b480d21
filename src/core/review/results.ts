import { type IndicatorSystem, isScored, type ObservationPoint } from '#core/indicator/indicator.ts';
import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import { calibrate } from './calibrate.ts';

/** `total` is 0–100, weighted by the batch's weights; null until the reading is handed in. */
export type ReaderTotal = { expertId: string; total: number | null; isCounted: boolean };

export type ApplicationResult = {
  applicationId: string;
  consortiumId: string;
  consortium: string;
  province: string;
  state: ApplicationState;
  readers: readonly ReaderTotal[];
  /** Of the readers that count; null while there is none. */
  mean: number | null;
  /** The same with the readers' severity taken out (`calibrate`). */
  calibrated: number | null;
  /** The highest total less the lowest; null below two readers. */
  spread: number | null;
  deduction: number;
  /** The mean less the deduction, never below 0. */
  score: number | null;
};

/** What is known of an application before its results: its readers' scores by point, and what incidents took off. */
export type ReadApplication = Pick<
  ApplicationResult,
  'applicationId' | 'consortiumId' | 'consortium' | 'province' | 'state' | 'deduction'
> & { readers: readonly { expertId: string; isSubmitted: boolean; scores: ReadonlyMap<string, number> }[] };

export function scoredPoints(system: IndicatorSystem): readonly ObservationPoint[] {
  return system.indicators.flatMap(({ points }) => points.filter(isScored));
}

/** The weighted mean of the scores of all points; a point without a weight weighs 1. Null where a point has no score. */
export function totalOf(
  points: readonly Pick<ObservationPoint, 'id'>[],
  scores: ReadonlyMap<string, number>,
  weights: Readonly<Record<string, number>>,
): number | null {
  let sum = 0;
  let weighed = 0;
  for (const { id } of points) {
    const score = scores.get(id);
    if (score === undefined) return null;
    const weight = weights[id] ?? 1;
    sum += weight * score;
    weighed += weight;
  }
  return weighed === 0 ? null : hundredths(sum / weighed);
}

/** The results of a batch, the highest score first; applications that nobody has finished reading stand last. */
export function resultsOf(
  applications: readonly ReadApplication[],
  points: readonly Pick<ObservationPoint, 'id'>[],
  weights: Readonly<Record<string, number>>,
): readonly ApplicationResult[] {
  const totals = applications.map(({ readers }) =>
    readers.map(({ expertId, isSubmitted, scores }): ReaderTotal => {
      const total = isSubmitted ? totalOf(points, scores, weights) : null;
      return { expertId, total, isCounted: total !== null };
    }),
  );
  const marks = applications.flatMap(({ applicationId }, at) =>
    (totals[at] ?? []).flatMap(({ expertId, total }) =>
      total === null ? [] : [{ application: applicationId, reader: expertId, score: total }],
    ),
  );
  const calibration = calibrate(marks);
  return applications
    .map(({ readers: _, ...application }, at): ApplicationResult => {
      const readers = totals[at] ?? [];
      const counted = readers.flatMap(({ total }) => total ?? []);
      const mean = counted.length === 0 ? null : hundredths(counted.reduce((a, b) => a + b, 0) / counted.length);
      const calibrated = calibration.applications.get(application.applicationId);
      return {
        ...application,
        readers,
        mean,
        calibrated: calibrated === undefined ? null : hundredths(calibrated),
        spread: counted.length < 2 ? null : hundredths(Math.max(...counted) - Math.min(...counted)),
        score: mean === null ? null : Math.max(0, hundredths(mean - application.deduction)),
      };
    })
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.applicationId < b.applicationId ? -1 : 1));
}

/** Two decimals; what binary fractions leave behind a half is rounded as it would be on paper. */
function hundredths(value: number): number {
  return Math.round(value * 100 + Math.sign(value) * 1e-7) / 100;
}
