import { sql } from 'kysely';
import { z } from 'zod';
import { whatIf } from '#core/selection/what-if.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { digestOf } from './basis.ts';
import { readSelection, type Selection, selectionBatch } from './read-selection.ts';

const Balance = z
  .object({ least: z.int().min(0).max(1000).optional(), most: z.int().min(0).max(1000).optional() })
  .refine(({ least = 0, most = least }) => least <= most);

export const ScenarioRules = z.object({
  places: z.int().min(1).max(1000),
  by: z.enum(['score', 'calibrated']),
  cut: z.number().min(0).max(100).optional(),
  province: Balance.optional(),
  industry: Balance.optional(),
});
type ScenarioRules = z.infer<typeof ScenarioRules>;

export const ScenarioResult = z.object({
  listed: z.array(z.string()).readonly(),
  added: z.array(z.string()).readonly(),
  dropped: z.array(z.string()).readonly(),
  unmet: z
    .array(z.object({ of: z.enum(['province', 'industry']), name: z.string(), least: z.int(), got: z.int() }))
    .readonly(),
});

/** `from`: digest of what it was computed from, so that one can tell whether scores have changed since. */
const KeptResult = ScenarioResult.extend({ from: z.string() });

/** A batch's scenarios, the oldest first, each with what it gave when it was kept. */
export async function readScenarios(tx: Tx, batchId: string) {
  const rows = await tx
    .selectFrom('scenario')
    .select(['id', 'name', 'parameters', 'result', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('batch_id', '=', batchId)
    .orderBy('at')
    .execute();
  return rows.map(({ parameters, result, ...row }) => ({
    ...row,
    rules: ScenarioRules.parse(parameters),
    result: KeptResult.parse(result),
  }));
}

/** What a scenario gives now. */
export function playScenario(selection: Selection, rules: ScenarioRules): z.infer<typeof KeptResult> {
  return { ...whatIf(selection.candidates, rules), from: digestOf(selection.candidates) };
}

/** Keeps a scenario by name with what it gives. Throws `Refusal('invalid')` where the name is taken. */
export async function keepScenario(
  { db, packs }: Context,
  actor: Actor,
  { batchId, name, rules }: { batchId: string; name: string; rules: ScenarioRules },
): Promise<{ id: string }> {
  return db.asActor(actor, async (tx) => {
    const batch = await selectionBatch(tx, packs, batchId);
    const result = playScenario(await readSelection(tx, batch), rules);
    const kept = await tx
      .insertInto('scenario')
      .values({
        batch_id: batchId,
        name,
        parameters: JSON.stringify(rules),
        result: JSON.stringify(result),
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.columns(['batch_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!kept) throw new Refusal('invalid', { fields: ['name'], detail: '已有同名的方案，请换一个名称。' });
    await recordSystemAudit(tx, batch.unitId, 'scenario.kept', kept.id, { batch: batchId, rules });
    return kept;
  });
}

/** Drops a scenario; that it was there stays in the audit chain. */
export async function dropScenario({ db, packs }: Context, actor: Actor, batchId: string, id: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const batch = await selectionBatch(tx, packs, batchId);
    const { numDeletedRows } = await tx
      .deleteFrom('scenario')
      .where('batch_id', '=', batchId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Refusal('not-found');
    await recordSystemAudit(tx, batch.unitId, 'scenario.dropped', id, { batch: batchId });
  });
}
