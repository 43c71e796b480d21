import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import { compareLedger } from '#core/figure/form-figures.ts';
import type { Pack } from '#core/pack/pack.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readLedgerValues } from '#server/figure/read-ledger-values.ts';
import { type ApplicationRow, readApplication, stateOf } from './application-row.ts';
import { readConfirmations } from './confirmations.ts';

/** A form with all its page shows. */
export async function viewApplication({ db, packs, forms, directories }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    const { pack } = await packs.byDigest(row.pack_digest);
    const form = (await forms.at(tx, [row])).get(id);
    if (!form) throw new Error('a form that was read is missing');
    const state = stateOf(pack, row.state);
    const actions = actionsFor(pack.workflow, state, await rolesOver(tx, actor, row.consortium_id));
    const latest = await readLatestRevision(tx, row);
    const ledger = await readLedgerValues(tx, pack, row.consortium_id, await directories.of(row.consortium_id));
    return {
      id,
      consortium: { id: row.consortium_id, name: row.consortium },
      batch: {
        id: row.batch_id,
        title: row.batch,
        deadline: row.deadline.toISOString(),
        open: row.now <= row.deadline,
      },
      packId: pack.id,
      packDigest: row.pack_digest,
      state,
      stateLabel: pack.workflow.states[state].label,
      sequence: row.sequence,
      answers: { ...form.answers },
      versions: { ...form.versions },
      findings: [...form.findings, ...compareLedger(pack, form.answers, ledger)],
      progress: form.progress,
      remarks: await readRemarks(tx, row),
      reasons: latest?.reasons ?? {},
      actions: actions.map((action) => ({ action, label: pack.workflow.actions[action].label })),
      canEdit: actions.includes('edit'),
      latestRevision: row.latest_revision,
      confirmations: await confirmationsOf(tx, row, pack),
      previous: latest?.answers ?? null,
      ledger,
    };
  });
}

/** The roles that the actor has over a consortium: in it, its province or the nation. */
export async function rolesOver(tx: Tx, actor: Actor, consortiumId: string): Promise<readonly Role[]> {
  const rows = await tx.selectFrom('unit_within').select('ancestor_id').where('unit_id', '=', consortiumId).execute();
  const above = new Set(rows.map((row) => row.ancestor_id));
  return actor.roles.filter(({ unit }) => above.has(unit.id)).map(({ role }) => role);
}

async function confirmationsOf(tx: Tx, row: ApplicationRow, pack: Pack) {
  return row.latest_revision === null ? [] : readConfirmations(tx, row, row.latest_revision, pack);
}

async function readLatestRevision(tx: Tx, row: ApplicationRow) {
  if (row.latest_revision === null) return undefined;
  const revision = await tx
    .selectFrom('revision')
    .select(['answers', 'reasons'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('number', '=', row.latest_revision)
    .executeTakeFirstOrThrow();
  return { answers: recordOf(revision.answers), reasons: textsOf(revision.reasons) };
}

async function readRemarks(tx: Tx, row: ApplicationRow) {
  const remarks = await tx
    .selectFrom('remark')
    .select(['cell', 'text', 'at', 'number', 'person_id', sql<string>`name_of(person_id)`.as('name')])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
  return remarks.map((remark) => ({
    cell: remark.cell,
    text: remark.text,
    by: { id: remark.person_id, name: remark.name },
    at: remark.at.toISOString(),
    revision: remark.number,
  }));
}

/** A JSON object as the database returns it. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
}
