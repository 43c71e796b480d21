import { sql } from 'kysely';
import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { digestAnswers } from '#documents/print/digest-answers.ts';
import { receiptNumberOf } from '#server/application/submit-application.ts';
import type { Tx } from '#server/db/database.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import type { StoredPack } from '#server/pack/packs.ts';
import type { MonitoredConsortium } from './make-monitored.ts';

/** Who applied, and how far it came; with what answers, where they are not its form's. */
export type Applying = {
  consortium: MonitoredConsortium;
  state: 'listed' | 'unlisted' | 'verified' | 'rejected' | 'admitted';
  answers?: Answers;
};

/** Those whom their province recommended with what it verified. */
const recommended: readonly Applying['state'][] = ['listed', 'unlisted', 'rejected'];

type Order = {
  batchId: string;
  /** `YYYY-MM-DD` */
  deadline: string;
  applying: readonly Applying[];
};

/**
 * Applications as they stand when their batch is over: their answers, the revision that was submitted, and what the province verified of those who were
 * recommended. Written at once, since hundreds of forms by the commands would take minutes.
 */
export async function loadApplications(tx: Tx, { digest: pack_digest, pack }: StoredPack, order: Order): Promise<void> {
  const takenAt = new Date(`${order.deadline}T02:00:00Z`);
  const rows = order.applying.map(({ consortium, state, answers }) => ({
    consortium_id: consortium.id,
    id: exampleId('application', order.batchId, consortium.number),
    state,
    answers: answers ?? consortium.answers,
    secretary: exampleId('person', `secretariat-${consortium.number + 1}`),
    officer: exampleId('person', `province-${consortium.province + 1}`),
  }));
  await tx
    .insertInto('application')
    .values(
      rows.map(({ consortium_id, id, state }) => ({
        consortium_id,
        id,
        state,
        batch_id: order.batchId,
        pack_digest,
        sequence: 1,
        latest_revision: 1,
        created_at: takenAt,
        updated_at: takenAt,
      })),
    )
    .execute();
  await tx
    .insertInto('revision')
    .values(
      rows.map(({ consortium_id, id, answers, secretary }) => ({
        consortium_id,
        application_id: id,
        number: 1,
        sequence: 1,
        answers: JSON.stringify(answers),
        pack_digest,
        findings: '[]',
        reasons: '{}',
        digest: digestAnswers(pack.id, answers),
        receipt_number: receiptNumberOf(id, 1, takenAt),
        submitted_by: secretary,
        taken_at: takenAt,
      })),
    )
    .execute();
  const cells = [...cellsOf(pack.form).keys()];
  const answered = rows.map(({ consortium_id, id, answers, secretary }) => ({
    consortium_id,
    id,
    secretary,
    values: Object.fromEntries(cells.map((cell) => [cell, valueAt(answers, cell)])),
  }));
  await sql`
    with said as (
      select r.consortium_id, r.id, c.key, c.value, r.secretary
      from jsonb_to_recordset(${JSON.stringify(answered)}::jsonb) as r(consortium_id uuid, id uuid, secretary uuid, values jsonb)
      cross join jsonb_each(r.values) c
    ), kept as (
      insert into answer_history (consortium_id, application_id, cell, version, sequence, value, how, changed_by, changed_at)
      select consortium_id, id, key, 1, 1, value, 'import', secretary, ${takenAt} from said
    )
    insert into answer (consortium_id, application_id, cell, value, version, changed_by, changed_at)
    select consortium_id, id, key, value, 1, secretary, ${takenAt} from said`.execute(tx);
  await loadVerified(tx, pack.id, rows);
  await loadOutcomes(tx, order.batchId, rows);
  await sql`
    select audit_append(r.consortium_id, r.consortium_id, 'application.submitted', r.id::text, jsonb_build_object('revision', 1, 'digest', v.digest,
      'receiptNumber', v.receipt_number))
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ consortium_id, id }) => ({ consortium_id, id })))}::jsonb) as r(consortium_id uuid, id uuid)
    join revision v on v.consortium_id = r.consortium_id and v.application_id = r.id`.execute(tx);
}

type Row = { consortium_id: string; id: string; state: Applying['state']; answers: Answers; officer: string };

async function loadVerified(tx: Tx, packId: string, rows: readonly Row[]): Promise<void> {
  const verified = rows.filter(({ state }) => recommended.includes(state));
  if (verified.length === 0) return;
  await tx
    .insertInto('baseline')
    .values(
      verified.map(({ consortium_id, id, answers, officer }) => ({
        consortium_id,
        application_id: id,
        number: 1,
        submitted: JSON.stringify(answers),
        verified: JSON.stringify(answers),
        digest: digestAnswers(packId, answers),
        person_id: officer,
      })),
    )
    .execute();
}

async function loadOutcomes(tx: Tx, batch_id: string, rows: readonly Row[]): Promise<void> {
  const decided = rows.filter(({ state }) => state === 'listed' || state === 'unlisted');
  if (decided.length === 0) return;
  await tx
    .insertInto('outcome')
    .values(
      decided.map(({ consortium_id, id, state }) => ({
        consortium_id,
        application_id: id,
        batch_id,
        listed: state === 'listed',
        comments: '[]',
      })),
    )
    .execute();
}
