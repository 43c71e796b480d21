import { sql } from 'kysely';
import { type Approver, isAnother, placeIn } from '#core/fund/approve-spending.ts';
import type { ApprovalStep, SpendingState } from '#core/fund/fund-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { fundRules } from './fund-right.ts';

export type SpendingKey = { consortiumId: string; spendingId: string };

export type SpendingRow = {
  id: string;
  year: number;
  number: number;
  line_id: string;
  line: string;
  title: string;
  payee: string;
  purpose: string;
  amount: string;
  steps: ApprovalStep[];
  state: SpendingState;
  asked_by: string;
  asker: string;
  asked_at: Date;
  paid_on: string | null;
  voucher: string | null;
  version: number;
  vouchers: number;
  given: { personId: string; forId: string | null }[];
};

/** The requests of a year, or one of them, the latest first. One query. */
export async function readSpendings(
  tx: Tx,
  consortiumId: string,
  of: { year: number } | { spendingId: string },
): Promise<readonly SpendingRow[]> {
  const { rows } = await sql<SpendingRow>`
    select s.id, s.year, s.number, s.line_id, l.name as line, s.title, s.payee, s.purpose, s.amount, s.steps, s.state, s.asked_by,
      name_of(s.asked_by) as asker, s.asked_at, s.paid_on, s.voucher, s.version,
      (select count(*) from fund_voucher v join evidence e on e.consortium_id = v.consortium_id and e.id = v.evidence_id
        where v.consortium_id = s.consortium_id and v.spending_id = s.id and e.withdrawn_at is null)::integer as vouchers,
      coalesce((select jsonb_agg(jsonb_build_object('personId', a.person_id, 'forId', a.for_id) order by a.step) from fund_act a
        where a.consortium_id = s.consortium_id and a.spending_id = s.id and a.action = 'approve'), '[]') as given
    from fund_spending s join fund_line l on l.consortium_id = s.consortium_id and l.id = s.line_id
    where s.consortium_id = ${consortiumId}::uuid and ${'year' in of ? sql`s.year = ${of.year}` : sql`s.id = ${of.spendingId}::uuid`}
    order by s.number desc`.execute(tx);
  return rows;
}

/** Throws `Refusal('not-found')`. */
export async function readSpending(tx: Tx, { consortiumId, spendingId }: SpendingKey): Promise<SpendingRow> {
  await mustOversee(tx, 'read-fund', consortiumId);
  const [row] = await readSpendings(tx, consortiumId, { spendingId });
  if (!row) throw new Refusal('not-found');
  return row;
}

/** Nothing is refused here that `readSpending` does not refuse: of what one has nothing to do with there is no row to lock. */
export async function lockSpending(tx: Tx, { consortiumId, spendingId }: SpendingKey): Promise<void> {
  await sql`select from fund_spending where consortium_id = ${consortiumId}::uuid and id = ${spendingId}::uuid for no key update`.execute(
    tx,
  );
}

/** The step that a request waits for; none where it does not wait. */
export function dueStep({
  state,
  steps,
  given,
}: Pick<SpendingRow, 'state' | 'steps' | 'given'>): ApprovalStep | undefined {
  return state === 'asked' ? steps[given.length] : undefined;
}

/** Whether a request waits for this person. */
export function awaits(row: Pick<SpendingRow, 'state' | 'steps' | 'given' | 'asked_by'>, approver: Approver): boolean {
  const step = dueStep(row);
  return (
    step !== undefined &&
    placeIn(step, approver) !== undefined &&
    isAnother({ askedBy: row.asked_by, given: row.given }, approver)
  );
}

/** `支出〔2026〕3号`. */
export function spendingNumber({ year, number }: Pick<SpendingRow, 'year' | 'number'>): string {
  return `支出〔${year}〕${number}号`;
}

/** A request as it leaves the server in lists. */
export function itemOf(row: SpendingRow, approver: Approver) {
  const step = dueStep(row);
  return {
    id: row.id,
    year: row.year,
    number: spendingNumber(row),
    line: { id: row.line_id, name: row.line },
    title: row.title,
    payee: row.payee,
    amount: row.amount,
    state: row.state,
    stateLabel: fundRules().workflow.states[row.state].label,
    due: step ? { label: step.label, step: row.given.length + 1, of: row.steps.length } : null,
    awaitsMe: awaits(row, approver),
    askedBy: row.asker,
    askedAt: row.asked_at.toISOString(),
    paidOn: row.paid_on,
    voucher: row.voucher,
    vouchers: row.vouchers,
    version: row.version,
  };
}

/** Whether the actor asked for it. */
export const isOwn = ({ asked_by }: Pick<SpendingRow, 'asked_by'>, { personId }: Actor) => asked_by === personId;
