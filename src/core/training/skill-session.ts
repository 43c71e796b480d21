export const sessionStates = ['open', 'closed', 'cancelled'] as const;
export type SessionState = (typeof sessionStates)[number];

export const sessionStateLabels: Readonly<Record<SessionState, string>> = {
  open: '进行中',
  closed: '已公布',
  cancelled: '已取消',
};

export type CandidateMarks = { isAbsent: boolean; theory: number | null; practice: number | null };
export type CandidateResult = 'waiting' | 'absent' | 'passed' | 'failed';

export const resultLabels: Readonly<Record<CandidateResult, string>> = {
  waiting: '待评',
  absent: '缺考',
  passed: '合格',
  failed: '不合格',
};

/** Theory and practice each reach the mark; who was absent was not a candidate of the ledger. */
export function resultOf({ isAbsent, theory, practice }: CandidateMarks, passMark: number): CandidateResult {
  if (isAbsent) return 'absent';
  if (theory === null || practice === null) return 'waiting';
  return theory >= passMark && practice >= passMark ? 'passed' : 'failed';
}
