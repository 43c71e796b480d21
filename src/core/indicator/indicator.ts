/** An indicator system 建设指标: indicators 基本指标, each with observation points 观测点. */
export type IndicatorSystem = { title: string; indicators: readonly Indicator[] };

export type Indicator = { id: string; title: string; points: readonly ObservationPoint[] };

/**
 * `qualitative` is judged in words, `scored` has a most score, `veto` refuses when met, `deduction` takes points off.
 * The 2023 notice gives no scores: a batch, a later pack or a province's overlay does.
 */
export type ObservationPoint = { id: string; text: string } & (
  | { kind: 'qualitative' | 'veto' | 'deduction' }
  | { kind: 'scored'; most: number }
);

/** Whether readers score a point. A deduction is the ministry's, on record; a veto is no number. */
export function isScored({ kind }: Pick<ObservationPoint, 'kind'>): boolean {
  return kind === 'qualitative' || kind === 'scored';
}
