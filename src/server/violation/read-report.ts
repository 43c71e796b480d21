import { type CaseState, caseStates } from '#core/violation/case-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Database } from '#server/db/database.ts';
import { secretHash } from './take-report.ts';

type Found = { state: string; opened_at: Date; answer: string | null; answered_at: Date | null };

/** How far a reporter's case is and what it was answered; nothing without both the number and its secret. */
export async function readReport(db: Database, number: string, secret: string) {
  const { rows } = await db.app.query<Found>('select * from read_report($1, $2)', [
    number.toUpperCase(),
    secretHash(secret),
  ]);
  const [found] = rows;
  if (!found) return undefined;
  const { state, opened_at: openedAt, answer, answered_at: answeredAt } = found;
  return { label: stateLabel(state), openedAt, answer, answeredAt };
}

/** What the notice calls a case's state; the state itself where it knows none. */
export function stateLabel(state: string): string {
  const known = caseStates.find((each): each is CaseState => each === state);
  const states = currentPack.monitoring?.cases.workflow.states;
  return (known && states?.[known].label) ?? state;
}
