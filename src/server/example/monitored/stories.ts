/** What happens to a consortium after it is listed, 2022–2026. Each name is a history that some screen is there for. */
export type StoryName =
  | 'plain'
  | 'revoked'
  | 'over-promiser'
  | 'rectifying'
  | 'late'
  | 'copied'
  | 'copier'
  | 'outlier'
  | 'round'
  | 'returned'
  | 'reported'
  | 'silent';

export type Story = {
  name: StoryName;
  /** What part of its promises for 2023 came true. */
  kept: number;
  /** By how much it grows a year beyond its industry. */
  growth: number;
  /** How often a second side is silent, and how often it says otherwise. */
  silent: number;
  disputed: number;
  /** One figure of one year that somebody typed with a digit too many. */
  slip?: { figure: string; year: number; times: number };
  /** Its figures are whole hundreds, the same for years. */
  isRound?: true;
};

const usual = { kept: 1.02, growth: 0, silent: 0.08, disputed: 0.006 };

/** By batch from 0, the histories of its first consortia; all others do what most do. */
const told: readonly (readonly Story[])[] = [
  [
    { ...usual, name: 'revoked', kept: 0.7, growth: -0.2, silent: 0.4, disputed: 0.03 },
    { ...usual, name: 'over-promiser', kept: 0.36, growth: 0.02 },
    { ...usual, name: 'rectifying', kept: 0.78, growth: -0.03, silent: 0.25 },
    { ...usual, name: 'late' },
  ],
  [
    { ...usual, name: 'copied' },
    { ...usual, name: 'copier', kept: 0.93 },
    { ...usual, name: 'outlier', slip: { figure: 'employeeTrainingDays', year: 2025, times: 10 } },
    { ...usual, name: 'round', isRound: true, silent: 0.5 },
  ],
  [
    { ...usual, name: 'returned' },
    { ...usual, name: 'reported', kept: 0.9 },
    { ...usual, name: 'silent', silent: 0.75 },
  ],
];

/** The history of a consortium by its place in its batch, both from 0. */
export function storyOf(batch: number, place: number): Story {
  return told[batch]?.[place] ?? { ...usual, name: 'plain' };
}
