import type { Workflow } from '#core/workflow/workflow.ts';

/** How much a finding weighs. */
export type Severity = 'serious' | 'usual' | 'slight';

/** What a quality score is made of. */
export type QualityPart = 'completeness' | 'voices' | 'evidence' | 'plausibility' | 'consistency' | 'answers';

/** The parts that findings of a rule weigh upon; the other parts are measured. */
type JudgedPart = Extract<QualityPart, 'plausibility' | 'consistency'>;

/** Open: waits for an answer. Answered: waits for the officer above. Accepted: that officer closed it. Gone: it is found no more. */
export type FindingState = 'open' | 'answered' | 'accepted' | 'gone';
export type FindingAction = 'answer' | 'accept' | 'keep' | 'reopen' | 'assign';

type RuleHead = {
  id: string;
  label: string;
  severity: Severity;
  /** What would settle it, for whoever has to. */
  settle: string;
  /** None where the rule tells of a part that is measured anyway. */
  part?: JudgedPart;
};

/** How many spreads from the middle are too many; and the least spread, of amounts as a natural logarithm, of rates in points. */
type Distance = { spreads: number; leastSpread: { amount: number; rate: number } };

/** What is looked at. The engine knows these kinds and no figure. */
export type QualityCheck =
  /** No rate is above `most`. */
  | { kind: 'rate-bound'; most: number }
  /** The sum of `of` is not above that of `most`. */
  | { kind: 'bound'; of: readonly string[]; most: readonly string[] }
  /** A figure of the form without any entry in a year that is over. */
  | { kind: 'missing' }
  | ({ kind: 'unlike-own-years'; leastYears: number } & Distance)
  | ({ kind: 'unlike-peers' } & Distance)
  /** `times` the year before, or as many times less; where the larger one is at least `least`. */
  | { kind: 'jump'; times: number; least: number }
  /** At least `least` figures of three significant digits or more, each at most with `most` consortia. */
  | { kind: 'same-figures'; as: 'consortia' | 'years'; least: number; most: number }
  /** At least `least` of the figures from 100 up, and this share of them, end in nothing but zeros after the first digit. */
  | { kind: 'round-figures'; least: number; share: number }
  /** Passages of at least `passage` characters, in at most `most` consortia, that make up `least` characters and this share of the text. */
  | { kind: 'copied-text'; from: 'consortia' | 'years'; passage: number; most: number; least: number; share: number }
  /** Less than this share of the entries is confirmed by both sides; a member that keeps `member` of them waiting is asked itself. */
  | { kind: 'one-voice'; share: number; member: number }
  /** Less than this share of the entries has evidence. */
  | { kind: 'no-evidence'; share: number }
  /** The ledgers give less than the form says, by more than this share. */
  | { kind: 'below-form'; share: number };

export type QualityRule = RuleHead & QualityCheck;

/** What a pack looks at in the figures and texts of monitoring, and how a score is made of it. Plain data. */
export type QualityRules = {
  /** How many years are looked at, the running one included. */
  years: number;
  rules: readonly QualityRule[];
  /** Points that an open finding takes from its part. */
  severities: Readonly<Record<Severity, { label: string; points: number }>>;
  /** Weights of any sum. */
  parts: Readonly<Record<QualityPart, { label: string; weight: number }>>;
  peers: PeerRules;
  /** Who answers, closes and opens a finding again. */
  workflow: Workflow<FindingState, FindingAction>;
};

/** Sizes by members, each `from` so many; a group has at least `least` others, so that none of them can be recognised in it. */
export type PeerRules = {
  least: number;
  sizes: readonly { from: number; label: string }[];
  other: string;
  all: string;
};
