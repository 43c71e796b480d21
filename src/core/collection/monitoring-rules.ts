import type { AcceptanceRules } from '#core/acceptance/acceptance-rules.ts';
import type { ChangeKind } from '#core/change/change-kind.ts';
import type { ReportRules } from '#core/monitoring-report/report-rules.ts';
import type { QualityRules } from '#core/quality/quality-rules.ts';
import type { StandingRules } from '#core/standing/standing-rules.ts';
import type { CaseRules } from '#core/violation/case-rules.ts';
import type { ReturnWorkflow } from './return-workflow.ts';

/** 三.3 信息采集平台: what consortia are asked for while they are monitored. */
export type MonitoringRules = {
  collections: readonly CollectionKind[];
  workflow: ReturnWorkflow;
  strikes: StrikeRule;
  /** How figures and texts are looked at. */
  quality: QualityRules;
  /** What the consortia of a batch are accepted by; none where a pack knows no acceptance. */
  acceptance?: AcceptanceRules;
  standings: StandingRules;
  changes: readonly ChangeKind[];
  cases: CaseRules;
  /** The template of the yearly monitoring report. */
  report: ReportRules;
};

export type CollectionKindId = 'plan' | 'self-evaluation' | 'quarter';

/** The offices that a return passes, from below. */
export const collectionLevels = ['consortium', 'province', 'ministry'] as const;
export type CollectionLevel = (typeof collectionLevels)[number];

/** One sort of collection: when it is due and what its returns hold. */
export type CollectionKind = {
  id: CollectionKindId;
  /** The return's official name. */
  label: string;
  because: string;
  due: DueDay;
  /** Days after `due` by which each level has done its part, and after which nothing is taken any more, where a period does not say otherwise. */
  levels: Readonly<Record<CollectionLevel, { label: string; days: number; grace: number }>>;
  /** `planned` figures are typed for the year to come, `actual` ones are the ledgers' own. */
  figures: 'planned' | 'actual';
  texts: readonly CollectionText[];
  /** What a reported figure must not be below without a reason, and the reason's longest 字数. */
  explains: { against: readonly GapBasis[]; limit: number };
  /** The collection of the same year whose fulfilment the province judges with this one. */
  judges?: CollectionKindId;
};

/** Last year's value, the commitment for the year, and the year's plan. */
export type GapBasis = 'committed' | 'planned' | 'previous';

/** A day of the year itself, or days after the quarter's end. */
export type DueDay = { month: number; day: number } | { daysAfterQuarter: number };

/** A text of a return; `limit` counts as Word's 字数 does. */
export type CollectionText = { id: string; label: string; limit: number; required: boolean; help?: string };

/** A year whose plan was not fulfilled is a strike; so many years running open a removal case. */
export type StrikeRule = { running: number; label: string; consequence: string; because: string };

/** Throws where the rules know no such kind. */
export function collectionKindOf(rules: MonitoringRules, id: string): CollectionKind {
  const kind = rules.collections.find((one) => one.id === id);
  if (!kind) throw new Error(`no collection of kind ${id}`);
  return kind;
}
