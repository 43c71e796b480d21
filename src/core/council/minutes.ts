/** What the minutes of a meeting say, frozen when a version is written. Times are Beijing's. */
export type Minutes = {
  consortium: string;
  title: string;
  kindLabel: string;
  /** `YYYY-MM-DD`. */
  day: string;
  /** `09:00`; empty where it never opened. */
  from: string;
  to: string;
  place: string;
  chair: string;
  recorder: string;
  seats: number;
  /** `note`: who spoke for it, or that it left before the end. */
  attendees: readonly {
    party: string;
    name: string;
    organisation: string;
    role: string;
    note: string;
    isPresent: boolean;
  }[];
  items: readonly { title: string; discussion: string; motions: readonly MinutedMotion[] }[];
  notes: string;
};

export type MinutedMotion = {
  title: string;
  text: string;
  amendments: readonly { number: number; proposer: string; isAdopted: boolean }[];
  recused: readonly { name: string; reason: string }[];
  votes: readonly MinutedVote[];
  outcome: string;
};

export type MinutedVote = {
  /** `修正案1`, empty for the motion itself. */
  subject: string;
  manner: string;
  majority: string;
  tally: Readonly<Record<'for' | 'against' | 'abstain' | 'silent', number>>;
  needed: number;
  outcome: string;
  named: readonly { name: string; choice: string }[];
};

/** `公开表决：赞成9票，反对1票，弃权1票，未投票0票；须到会席位过半数，即7票。通过。` */
export function voteSentence({
  subject,
  manner,
  majority,
  tally,
  needed,
  outcome,
}: Omit<MinutedVote, 'named'>): string {
  const silent = tally.silent > 0 ? `，未投票${tally.silent}票` : '';
  return `${subject && `对${subject}`}${manner}：赞成${tally.for}票，反对${tally.against}票，弃权${tally.abstain}票${silent}；须${majority}，即赞成${needed}票。${outcome}。`;
}
