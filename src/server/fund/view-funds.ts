import { sql } from 'kysely';
import { type Approver, authoritiesFor, isAnother } from '#core/fund/approve-spending.ts';
import { comparePlan, shareOf } from '#core/fund/compare-plan.ts';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readDeputies, readPeople } from './deputies.ts';
import { fundRules, readApprover } from './fund-right.ts';
import { type LineRow, type PlanRow, readLines, readPlan, readYears, type YearRow } from './read-funds.ts';
import { itemOf, readSpendings } from './spending-row.ts';

/**
 * A year of a consortium's funds: what was promised and came in, the budget and what was asked of it, and what is carried on. Of `plan` its year; with
 * neither, this one or the latest. Throws `Refusal('not-found')` also for whoever does not oversee its funds.
 */
export async function viewFunds(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  asked: { year?: number | undefined; plan?: string | undefined },
) {
  const rules = fundRules();
  return db.readAs(actor, async (tx) => {
    await mustOversee(tx, 'read-fund', consortiumId);
    const years = await readYears(tx, consortiumId);
    const today = beijingToday();
    const year =
      asked.year ?? (await yearOf(tx, consortiumId, asked.plan)) ?? yearShown(years, Number(today.slice(0, 4)));
    const approver = await readApprover(tx, actor, consortiumId);
    const plan = await readPlan(tx, consortiumId, { year });
    const people = await readPeople(tx, consortiumId);
    return {
      year,
      years: years.map(viewYear),
      may: await readMay(tx, consortiumId),
      sources: [...rules.sources],
      bySource: [...sourcesOf(plan)],
      plan: plan.map((row) => viewPlan(row, today)),
      lines: (await readLines(tx, consortiumId, year)).map((row) => viewLine(row, approver)),
      spendings: (await readSpendings(tx, consortiumId, { year })).map((row) => itemOf(row, approver)),
      ladders: rules.approvals.map(({ upTo, steps }) => ({ upTo, steps: steps.map(({ label }) => label) })),
      deputies: await readDeputies(tx, consortiumId),
      people: people.map((person) => ({ ...person, isMe: person.id === actor.personId })),
      because: rules.because,
    };
  });
}

/** What the actor's own members promised and paid, in all years. Throws `Refusal('not-found')`. */
export async function viewOwnFunds({ db }: Context, actor: Actor, consortiumId: string) {
  const rows = await db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return readPlan(tx, consortiumId, 'own');
  });
  const today = beijingToday();
  return { items: rows.map((row) => viewPlan(row, today)) };
}

export function sourcesOf(plan: readonly PlanRow[]) {
  return comparePlan(
    fundRules().sources,
    plan.map(({ source, planned, received }) => ({ name: source, planned, actual: received })),
  );
}

async function yearOf(tx: Tx, consortiumId: string, planId: string | undefined): Promise<number | undefined> {
  if (planId === undefined) return undefined;
  const plan = await tx
    .selectFrom('fund_plan')
    .select('year')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', planId)
    .executeTakeFirst();
  return plan?.year;
}

function yearShown(years: readonly YearRow[], now: number): number {
  return years.some(({ year }) => year === now) ? now : (years.at(-1)?.year ?? now);
}

async function readMay(tx: Tx, consortiumId: string) {
  const { rows } = await sql<{ manage: boolean; approve: boolean; ask: boolean }>`
    select has_right('manage-fund', ${consortiumId}::uuid) as manage, has_right('approve-fund', ${consortiumId}::uuid) as approve,
      has_right('ask-fund', ${consortiumId}::uuid) as ask`.execute(tx);
  const [may] = rows;
  if (!may) throw new Refusal('not-found');
  return may;
}

function viewYear({ year, opening, carried, received, paid, closing, closed }: YearRow) {
  return {
    year,
    opening: yuanText(opening),
    isCarried: carried !== null,
    received: yuanText(received),
    paid: yuanText(paid),
    closing: yuanText(closing),
    closed: closed && { by: closed.by, at: closed.at.toISOString() },
  };
}

function viewPlan(row: PlanRow, today: string) {
  const [planned, received] = [fenOf(row.planned), fenOf(row.received)];
  return {
    id: row.id,
    year: row.year,
    source: row.source,
    payer: row.payer,
    memberId: row.member_id,
    planned: row.planned,
    received: row.received,
    percent: shareOf(received, planned),
    dueOn: row.due_on,
    isLate: row.due_on !== null && row.due_on < today && received < planned,
    note: row.note,
    version: row.version,
    receipts: row.receipts,
  };
}

function viewLine(row: LineRow, approver: Approver) {
  const [amount, approved] = [fenOf(row.amount), fenOf(row.approved)];
  return {
    id: row.id,
    name: row.name,
    department: row.department,
    amount: row.amount,
    asked: row.asked,
    approved: row.approved,
    paid: row.paid,
    free: yuanText(amount - approved),
    percent: shareOf(fenOf(row.paid), amount),
    changes: row.changes.map((change) => ({
      id: change.id,
      amount: change.amount,
      reason: change.reason,
      state: change.state,
      by: change.by,
      at: new Date(change.at).toISOString(),
      decided:
        change.decidedAt === null
          ? null
          : {
              by: change.decidedBy ?? '',
              at: new Date(change.decidedAt).toISOString(),
              authority: fundRules().budget.find(({ id }) => id === change.authority)?.label ?? '',
              resolution: change.resolution ?? '',
              remark: change.remark,
            },
      mine: change.state === 'asked' ? decidesAs(change, approver) : [],
    })),
  };
}

/** The authorities as which somebody may decide a change: none on its own request. */
function decidesAs({ askedBy, amount }: LineRow['changes'][number], approver: Approver) {
  if (!isAnother({ askedBy, given: [] }, approver)) return [];
  const roles = [approver.roles, ...approver.principals.map((one) => one.roles)].flat();
  return authoritiesFor(fundRules(), amount)
    .filter(({ by }) => by.some((role) => roles.includes(role)))
    .map(({ id, label, needsResolution }) => ({ id, label, needsResolution }));
}
