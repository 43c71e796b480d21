import { sql } from 'kysely';
import { roles } from '#core/access/role.ts';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { ApplicationRow } from './application-row.ts';
import { type Confirmation, confirmingRoles } from './confirmations.ts';

/** All revisions of an application, latest first, each with its confirmations: two queries however many. */
export async function readRevisions(tx: Tx, row: ApplicationRow, pack: Pack) {
  const revisions = await tx
    .selectFrom('revision')
    .select([
      'number',
      'digest',
      'taken_at',
      'receipt_number',
      'submitted_by',
      sql<string>`name_of(submitted_by)`.as('name'),
    ])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .orderBy('number', 'desc')
    .execute();
  const confirmations = await tx
    .selectFrom('revision_confirmation')
    .select(['number', 'role', 'person_id', 'at', sql<string>`name_of(person_id)`.as('name')])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .execute();
  return revisions.map((revision) => ({
    number: revision.number,
    digest: revision.digest,
    takenAt: revision.taken_at.toISOString(),
    receiptNumber: revision.receipt_number,
    by: { id: revision.submitted_by, name: revision.name },
    state: revision.number === row.latest_revision ? row.state : 'superseded',
    confirmations: confirmingRoles(pack).map((role): Confirmation => {
      const one = confirmations.find((other) => other.number === revision.number && other.role === role);
      return {
        role,
        label: roles[role].label,
        by: one ? { id: one.person_id, name: one.name } : null,
        at: one ? one.at.toISOString() : null,
      };
    }),
  }));
}

/** One frozen revision. Throws `Refusal('not-found')`. */
export async function readRevision(tx: Tx, row: ApplicationRow, number: number) {
  const revision = await tx
    .selectFrom('revision')
    .select(['number', 'digest', 'taken_at', 'pack_digest', 'answers', 'reasons', 'findings'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!revision) throw new Refusal('not-found');
  return revision;
}

/** Cells that differ between two sets of answers, in the form's order. */
export function changedCells(pack: Pack, before: Record<string, unknown>, after: Record<string, unknown>) {
  return [...cellsOf(pack.form).values()].flatMap(({ path, label }) => {
    const [from, to] = [valueAt(before, path) ?? null, valueAt(after, path) ?? null];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ cell: path, label, from, to }];
  });
}
