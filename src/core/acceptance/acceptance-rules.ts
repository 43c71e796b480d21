import type { BatchStage } from '#core/pack/pack.ts';
import type { Standing } from '#core/standing/standing.ts';
import type { Workflow } from '#core/workflow/workflow.ts';

/** 通过 / 限期整改 / 不通过. */
export const acceptanceOutcomes = ['pass', 'rectify', 'fail'] as const;
export type AcceptanceOutcome = (typeof acceptanceOutcomes)[number];

export const acceptanceStates = [
  'reporting',
  'opinion',
  'review',
  'passed',
  'rectifying',
  'rectified',
  'failed',
] as const;
/**
 * Where a consortium's acceptance stands: `rectifying` until its rectification report is in, `rectified` until the second look. What is decided
 * but not yet published stands beside it.
 */
export type AcceptanceState = (typeof acceptanceStates)[number];

export type AcceptanceAction = 'report' | 'opine' | 'pass' | 'rectify' | 'fail' | 'send-rectification';

/**
 * `published`: the act makes a published outcome effective; `second-look`: the rectification report is in, or its deadline is over;
 * `appealed`: a new act upon an outcome that stands. `before-deadline`: the server's clock, within the stage of the act or the deadline set.
 */
export type AcceptanceGuard = 'published' | 'second-look' | 'appealed' | 'before-deadline';

export type AcceptanceWorkflow = Workflow<AcceptanceState, AcceptanceAction, AcceptanceGuard>;

/** What a criterion is judged by; `least` and `most` are thresholds that the office may set for an acceptance, whole numbers. */
export type Criterion = {
  id: string;
  label: string;
  unit: string;
  threshold: number;
} & (
  | {
      /** Share of committed figures (percent) that reach `fulfilled` percent of what was committed; below `failing` percent it weighs as a veto. */
      kind: 'commitments';
      fulfilled: number;
      failing: number;
    }
  | {
      /** Share of observation points (percent) that entries or evidence support. */
      kind: 'points';
    }
  | {
      /** At most so many days late in all returns of the year that were asked for, each approved. */
      kind: 'returns';
    }
  | {
      /** The least quality score, 0–100, of the year's return. */
      kind: 'quality';
    }
  | {
      /** At most so many violations that were decided against it since the list; a standing among `barred` is a veto. */
      kind: 'standing';
      barred: readonly Standing[];
    }
);

/** What the pack says of acceptance 验收, 三.3. */
export type AcceptanceRules = {
  /** Whose work follows on whose: the stages of a batch in words of the acceptance, days after the self-reports close. */
  stages: readonly BatchStage[];
  criteria: readonly Criterion[];
  workflow: AcceptanceWorkflow;
  /** Each with the standing that it gives from its publication on. */
  outcomes: Readonly<Record<AcceptanceOutcome, { label: string; standing: Standing }>>;
  /** What the secretariat writes beside the figures; `limit` in 字数. */
  texts: readonly { id: string; label: string; limit: number }[];
  /** What a rectification takes at most where the office sets no other day. */
  rectificationDays: number;
  /** The decisions that an outcome feeds, in the notice's words. */
  uses: readonly { id: string; label: string }[];
};
