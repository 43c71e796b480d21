/** A scheme 考核方案: by what members or staff are appraised. Amounts are decimal texts. */
export type Scheme = {
  /** Their weights are 100 in all. */
  indicators: readonly Indicator[];
  grading: Grading;
  /** What a subject sees of the others: nothing, its place among them, or the whole ranking. */
  shows: 'own' | 'place' | 'all';
  /** How many days after it was published a result may be objected to. */
  objectionDays: number;
};

export type Subject = 'member' | 'staff';

export type Indicator = {
  id: string;
  title: string;
  /** The most points that it gives, with at most two decimals. */
  weight: string;
  source: Source;
  rule: ScoreRule;
  /** What it gives where there was nothing to measure, such as no task that was due. */
  absent: 'none' | 'full';
};

/**
 * Where a value comes from. `figure`: what the confirmed entries of a member add to a figure in the year, or of staff what their consortium's figure is.
 * `confirmed`: the percentage of a member's own entries that are confirmed. `tasks`: of the tasks that were due, the percentage done in time.
 * `receipts`: of the documents that hold and concern it, the percentage read. `hand`: a score that somebody gives, with a reason.
 */
export type Source = { kind: 'figure'; figure: string } | { kind: 'confirmed' | 'tasks' | 'receipts' | 'hand' };
export type SourceKind = Source['kind'];

/** How a value becomes a share of the weight: in proportion to a goal, by the highest step it reaches, all or nothing, or as somebody says. */
export type ScoreRule =
  | { kind: 'goal'; goal: string }
  | { kind: 'steps'; steps: readonly Step[] }
  | { kind: 'reached'; from: string }
  | { kind: 'hand' };

/** From this value on it is this percentage of the weight. */
export type Step = { from: string; share: string };

/** Grades, the best first: by the points from which on they are given, or by the percentage of subjects that may have them at most. The last is for all others. */
export type Grading =
  | { by: 'points'; grades: readonly { label: string; from: string }[] }
  | { by: 'share'; grades: readonly { label: string; share: string }[] };
