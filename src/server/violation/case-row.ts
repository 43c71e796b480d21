import { sql } from 'kysely';
import { z } from 'zod';
import {
  type CaseAction,
  type CaseRules,
  type CaseState,
  caseOrigins,
  caseStates,
} from '#core/violation/case-rules.ts';
import { decide } from '#core/workflow/workflow.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

const CaseRow = z.object({
  consortium_id: z.string(),
  id: z.string(),
  consortium: z.string(),
  province: z.string(),
  number: z.string(),
  origin: z.enum(caseOrigins),
  state: z.enum(caseStates),
  version: z.int(),
  opened_at: z.date(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** Cases that the actor may see: an office's all, a consortium's own once it is heard. */
export function selectCases(tx: Tx) {
  return tx
    .selectFrom('violation_case')
    .innerJoin('unit', 'unit.id', 'violation_case.consortium_id')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id')
    .select(['violation_case.consortium_id', 'violation_case.id', 'unit.name as consortium'])
    .select(['province.name as province', 'number', 'origin', 'state', 'version', 'opened_at']);
}

/** Throws `Refusal('not-found')` where there is none or the actor may not see it. */
export async function readCase(tx: Tx, id: string): Promise<CaseRow> {
  const row = await selectCases(tx).where('violation_case.id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return CaseRow.parse(row);
}

/** The same, locked for an office's next step. Throws `Refusal('forbidden')` for who only reads it, `Refusal('stale')` where it has moved on. */
export async function lockCase(tx: Tx, id: string, version: number | undefined): Promise<CaseRow> {
  const { rows } = await sql`
    select from violation_case where id = ${id}::uuid and has_right('handle-case', consortium_id) for no key update`.execute(
    tx,
  );
  const row = await readCase(tx, id);
  // A decided one is not to be locked: whatever comes next is refused by its state.
  if (row.state === 'decided') return row;
  if (rows.length === 0) throw new Refusal('forbidden');
  if (version !== undefined && version !== row.version)
    throw new Refusal('stale', { version: row.version, state: row.state });
  return row;
}

/** How cases are handled. Throws `Refusal('not-found')` where the notice knows none. */
export function caseRules(): CaseRules {
  const rules = currentPack.monitoring?.cases;
  if (!rules) throw new Refusal('not-found');
  return rules;
}

/** Moves a locked case along. Throws `Refusal`: `forbidden`, `action-not-possible` in another state, `not-heard`. */
export async function moveCase(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  action: CaseAction,
  { isHeard = false } = {},
): Promise<CaseState> {
  const roles = await rolesOver(tx, actor, row.consortium_id);
  const move = decide(caseRules().workflow, row.state, action, roles, new Set(isHeard ? (['heard'] as const) : []));
  if (!move.allowed) {
    if (move.because === 'role') throw new Refusal('forbidden');
    throw new Refusal(move.because === 'guard' ? 'not-heard' : 'action-not-possible', { state: row.state });
  }
  await tx
    .updateTable('violation_case')
    .set({ state: move.to, version: row.version + 1 })
    .where('consortium_id', '=', row.consortium_id)
    .where('id', '=', row.id)
    .execute();
  return move.to;
}
