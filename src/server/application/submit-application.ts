import { type Finding, findingKey } from '#core/check/finding.ts';
import { isFreeOfErrors, runChecks } from '#core/check/run-checks.ts';
import { compareLedger } from '#core/figure/form-figures.ts';
import type { ApplicationGuard } from '#core/workflow/application-workflow.ts';
import { decide, type Move } from '#core/workflow/workflow.ts';
import { digestAnswers } from '#documents/print/digest-answers.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readLedgerValues } from '#server/figure/read-ledger-values.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type ApplicationRow, lockApplication, stateOf } from './application-row.ts';
import { rolesOver } from './view-application.ts';

/** What the applicant holds in hand: which revision was taken, in which second. */
export type Receipt = { revision: number; digest: string; takenAt: string; receiptNumber: string; deadline: string };

export type Submission = {
  applicationId: string;
  /** The sequence that the applicant saw: what is submitted is exactly that. */
  sequence: number;
  /** A reason for each warning, by `findingKey`. */
  reasons: Readonly<Record<string, string>>;
  idempotencyKey: string | undefined;
};

/**
 * Takes an application: checks it again as it stands, freezes it as the next revision and gives the receipt. The same key or the same
 * sequence again gives the same receipt. The moment is the database's, the guards are the pack's.
 */
export async function submitApplication(context: Context, actor: Actor, submission: Submission): Promise<Receipt> {
  const { receipt, taken } = await context.db.asActor(actor, async (tx) => {
    const row = await lockApplication(tx, submission.applicationId);
    const before = await findReceipt(tx, row, submission);
    if (before) return { receipt: before, taken: false };
    if (row.sequence !== submission.sequence) throw new Refusal('stale', { sequence: row.sequence });
    return { receipt: await takeRevision(context, tx, actor, row, submission), taken: true };
  });
  if (taken) {
    context.metrics.submissions.inc();
    context.db.bus.tell('lianheti_application', submission.applicationId);
  }
  return receipt;
}

async function takeRevision(
  context: Context,
  tx: Tx,
  actor: Actor,
  row: ApplicationRow,
  submission: Submission,
): Promise<Receipt> {
  const { pack } = await context.packs.byDigest(row.pack_digest);
  const form = (await context.forms.at(tx, [row])).get(row.id);
  if (!form) throw new Error('a form that was read is missing');
  const takenAt = new Date(Math.floor(row.now.getTime() / 1000) * 1000);
  const directory = await context.directories.of(row.consortium_id);
  const ledger = await readLedgerValues(tx, pack, row.consortium_id, directory);
  const moments = { submittedAt: row.now.toISOString(), deadline: row.deadline.toISOString() };
  const findings = [...runChecks(pack, form.answers, moments), ...compareLedger(pack, form.answers, ledger)];
  const unexplained = findings.filter((one) => one.severity === 'warning' && !submission.reasons[findingKey(one)]);
  const holds = new Set<ApplicationGuard>();
  if (row.now <= row.deadline) holds.add('before-deadline');
  if (isFreeOfErrors(findings)) holds.add('no-errors');
  if (unexplained.length === 0) holds.add('reasons-given');
  const state = stateOf(pack, row.state);
  const move = decide(pack.workflow, state, 'submit', await rolesOver(tx, actor, row.consortium_id), holds);
  if (!move.allowed) throw refusalOf(move, findings, unexplained, row);

  const revision = (row.latest_revision ?? 0) + 1;
  const digest = digestAnswers(pack.id, form.answers);
  const receiptNumber = receiptNumberOf(row.id, revision, takenAt);
  const reasons = Object.fromEntries(findings.map(findingKey).map((key) => [key, submission.reasons[key] ?? '']));
  await tx
    .insertInto('revision')
    .values({
      consortium_id: row.consortium_id,
      application_id: row.id,
      number: revision,
      sequence: row.sequence,
      idempotency_key: submission.idempotencyKey ?? null,
      answers: JSON.stringify(form.answers),
      pack_digest: row.pack_digest,
      findings: JSON.stringify(findings),
      reasons: JSON.stringify(reasons),
      digest,
      receipt_number: receiptNumber,
      submitted_by: actor.personId,
      taken_at: takenAt,
    })
    .execute();
  await tx
    .updateTable('application')
    .set({ state: move.to, latest_revision: revision, updated_at: row.now })
    .where('consortium_id', '=', row.consortium_id)
    .where('id', '=', row.id)
    .execute();
  await recordAudit(tx, row.consortium_id, 'application.submitted', row.id, { revision, digest, receiptNumber });
  return {
    revision,
    digest,
    takenAt: takenAt.toISOString(),
    receiptNumber,
    deadline: row.deadline.toISOString(),
  };
}

function refusalOf(
  move: Extract<Move<string>, { allowed: false }>,
  findings: readonly Finding[],
  unexplained: readonly Finding[],
  row: ApplicationRow,
): Refusal {
  if (move.because === 'role') return new Refusal('forbidden');
  if (move.because === 'state') return new Refusal('action-not-possible', { state: row.state });
  if (move.guards.includes('before-deadline'))
    return new Refusal('deadline-passed', { deadline: row.deadline.toISOString() });
  if (move.guards.includes('no-errors')) return new Refusal('has-errors', { findings });
  return new Refusal('reasons-missing', { findings: unexplained });
}

async function findReceipt(tx: Tx, row: ApplicationRow, submission: Submission): Promise<Receipt | undefined> {
  const revision = await tx
    .selectFrom('revision')
    .select(['number', 'digest', 'taken_at', 'receipt_number'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where(({ eb, or }) =>
      or([
        eb('sequence', '=', submission.sequence),
        ...(submission.idempotencyKey === undefined ? [] : [eb('idempotency_key', '=', submission.idempotencyKey)]),
      ]),
    )
    .executeTakeFirst();
  if (!revision) return undefined;
  return {
    revision: revision.number,
    digest: revision.digest,
    takenAt: revision.taken_at.toISOString(),
    receiptNumber: revision.receipt_number,
    deadline: row.deadline.toISOString(),
  };
}

/** Day in Beijing, the application, the revision: `20230512-9F2C41D07A3B-01`. */
export function receiptNumberOf(applicationId: string, revision: number, takenAt: Date): string {
  const day = new Date(takenAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  return `${day}-${applicationId.replaceAll('-', '').slice(0, 12).toUpperCase()}-${String(revision).padStart(2, '0')}`;
}
