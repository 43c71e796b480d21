import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import type { Change } from './application-cache.ts';
import { checkChange } from './check-change.ts';
import type { FormState } from './form-state.ts';

export type How = 'typed' | 'import' | 'restored' | 'ledger';

/** What stands in a cell that was changed meanwhile. */
type Conflict = {
  cell: string;
  value: unknown;
  version: number;
  by: { id: string; name: string } | null;
  at: string | null;
};

export type Saved = { sequence: number; versions: Readonly<Record<string, number>>; form: FormState };

type Outcome = 'saved' | 'stale' | 'no-session' | 'not-found' | 'forbidden' | 'state';

type Row = {
  outcome: Outcome;
  sequence: number | null;
  versions: Record<string, number> | null;
  conflicts: Conflict[] | null;
};

const refusals: Readonly<Record<Exclude<Outcome, 'saved' | 'stale'>, RefusalCode>> = {
  'no-session': 'not-signed-in',
  'not-found': 'not-found',
  forbidden: 'forbidden',
  state: 'form-closed',
};

/**
 * Saves changes of cells, all or nothing, in one trip to the database (`save_answers`), and computes the findings anew. Throws
 * `Refusal('stale')` with what stands there where a base version is not the present one.
 */
export async function saveAnswers(
  context: Context,
  actor: Actor,
  applicationId: string,
  changes: readonly Change[],
  how: How,
): Promise<Saved> {
  const kept = await checkChanges(context, actor, applicationId, changes);
  const { rows } = await context.db.app.query<Row>({
    name: 'save-answers',
    text: 'select outcome, sequence, versions, conflicts from save_answers($1, $2, $3, $4, $5)',
    values: [actor.personId, actor.sessionId, applicationId, JSON.stringify(kept), how],
  });
  const [row] = rows;
  if (!row) throw new Error('save_answers gave no outcome');
  if (row.outcome === 'stale') throw new Refusal('stale', staleFacts(row.conflicts ?? []));
  if (row.outcome !== 'saved') throw new Refusal(refusals[row.outcome]);
  const { sequence, versions } = row;
  if (sequence === null || versions === null) throw new Error('save_answers gave no versions');
  context.metrics.saves.inc({ how }, kept.length);
  const form = await context.forms.afterSave(actor, applicationId, sequence, kept, versions);
  context.db.bus.tell('lianheti_application', applicationId);
  return { sequence, versions, form };
}

async function checkChanges(context: Context, actor: Actor, applicationId: string, changes: readonly Change[]) {
  const remembered = await context.forms.peek(actor, applicationId);
  const { pack } = await context.packs.byDigest(remembered.packDigest);
  try {
    if (new Set(changes.map((change) => change.cell)).size < changes.length)
      throw new Refusal('invalid', { fields: ['changes'] });
    return changes.map((change) => checkChange(pack.form, change));
  } catch (error) {
    // Only who may see the form learns what is wrong with the change; the form may have been remembered for somebody else.
    await context.forms.mustSee(actor, applicationId);
    throw error;
  }
}

function staleFacts(conflicts: readonly Conflict[]): Record<string, unknown> {
  const told = conflicts.map(({ cell, ...current }) => ({ cell, current }));
  return { fields: conflicts.map(({ cell }) => cell), conflicts: told, current: told[0]?.current };
}
