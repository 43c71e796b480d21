import type { Standing } from '#core/standing/standing.ts';

/** Something about a consortium that may become another: who leads it, who is its leader, where its secretariat is. */
export type ChangeKind = {
  id: string;
  label: string;
  /** The form's cell that tells what it was when the consortium applied; none where there is nothing to be replaced. */
  cell?: string;
  /** A major change stands once the ministry approves it with the province's opinion; an ordinary one at once, with notice to the province. */
  isMajor: boolean;
  /** The standing that its approval brings about. */
  ends?: Standing;
  because: string;
};
