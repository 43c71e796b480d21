import type { Role } from '#core/access/role.ts';
import type { FindingAction, FindingState, QualityRules, Severity } from '#core/quality/quality-rules.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

type FindingRow = { id: string; assignee_id: string; state: string; version: number };

/** The state of a kept finding. Throws where the rules know no such state: a bug. */
export function stateOf({ workflow }: QualityRules, state: string): FindingState {
  if (isState(workflow, state)) return state;
  throw new Error(`finding in unknown state ${state}`);
}

const isState = ({ states }: QualityRules['workflow'], state: string): state is FindingState =>
  Object.hasOwn(states, state);

/** How much a kept finding weighs. Throws where the rules know no such severity: a bug. */
export function severityOf({ severities }: Pick<QualityRules, 'severities'>, severity: string): Severity {
  if (isSeverity(severities, severity)) return severity;
  throw new Error(`finding of unknown severity ${severity}`);
}

const isSeverity = (severities: QualityRules['severities'], severity: string): severity is Severity =>
  Object.hasOwn(severities, severity);

/** The actor's roles over a finding: above and in the consortium, and those of the member to whom it is assigned. */
export function rolesOverFinding(
  { roles }: Pick<Actor, 'roles'>,
  consortiumId: string,
  above: ReadonlySet<string>,
  assigneeId: string,
): readonly Role[] {
  return roles
    .filter(({ unit }) => above.has(unit.id) || unit.id === consortiumId || unit.id === assigneeId)
    .map(({ role }) => role);
}

/** The consortium and the units above it. */
export async function unitsAbove(tx: Tx, consortiumId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('unit_within').select('ancestor_id').where('unit_id', '=', consortiumId).execute();
  return new Set(rows.map(({ ancestor_id }) => ancestor_id));
}

/**
 * A finding in the version that the actor saw, locked, with the state that the action leads to. Throws `Refusal('not-found')`, `stale` with the present version,
 * `forbidden` and `action-not-possible`.
 */
export async function lockFinding(
  tx: Tx,
  actor: Actor,
  book: QualityRules,
  { consortiumId, id, version }: { consortiumId: string; id: string; version: number },
  action: FindingAction,
): Promise<FindingRow & { to: FindingState }> {
  const found = await tx
    .selectFrom('quality_finding')
    .select(['id', 'assignee_id', 'state', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
  const above = await unitsAbove(tx, consortiumId);
  const roles = rolesOverFinding(actor, consortiumId, above, found.assignee_id);
  const move = decide(book.workflow, stateOf(book, found.state), action, roles, new Set());
  if (!move.allowed && move.because === 'role') throw new Refusal('forbidden');
  // Whoever may act may lock; whoever came first has made it another version.
  const row = await tx
    .selectFrom('quality_finding')
    .select(['id', 'assignee_id', 'state', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('forbidden');
  if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
  if (!move.allowed) throw new Refusal('action-not-possible', { state: row.state });
  return { ...row, to: move.to };
}
