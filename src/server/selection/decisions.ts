import { sql } from 'kysely';
import { z } from 'zod';
import { changesBetween, type Decided } from '#core/selection/departures.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { Basis, digestOf } from './basis.ts';

/** What is decided of one application; `rank` is null where no reader has finished. */
const DecidedItem = z.object({
  applicationId: z.string(),
  consortiumId: z.string(),
  rank: z.int().nullable(),
  listed: z.boolean(),
  reason: z.string(),
});
export type DecidedItem = z.infer<typeof DecidedItem>;

export const decisionStates = ['draft', 'publicity', 'final'] as const;

/** One version of a board's decision. `publicity` and `final` are those that were published, as draft and as list, and what was decided after. */
const Decision = z.object({
  version: z.int(),
  items: z.array(DecidedItem),
  reason: z.string(),
  state: z.enum(decisionStates),
  basis: Basis,
  by: z.string(),
  at: z.date(),
});
export type Decision = z.infer<typeof Decision>;

/** All versions of a batch's decision, the first first. */
export async function readDecisions(tx: Tx, batchId: string): Promise<readonly Decision[]> {
  const rows = await tx
    .selectFrom('decision')
    .select(['version', 'items', 'reason', 'state', 'basis', 'at'])
    .select(sql<string>`name_of(person_id)`.as('by'))
    .where('batch_id', '=', batchId)
    .orderBy('version')
    .execute();
  return z.array(Decision).parse(rows);
}

/** The latest version, which must be the one that the actor saw. Throws `Refusal('stale')` with who decided what meanwhile. */
export function mustBeLatest(decisions: readonly Decision[], seen: number, names: ReadonlyMap<string, string>) {
  const latest = decisions.at(-1);
  if ((latest?.version ?? 0) === seen) return latest;
  const before: readonly Decided[] = decisions.find(({ version }) => version === seen)?.items ?? [];
  throw new Refusal('stale', {
    version: latest?.version ?? 0,
    by: latest?.by ?? '',
    at: latest?.at.toISOString() ?? '',
    changes: changesBetween(before, latest?.items ?? []).map(({ applicationId, listed }) => ({
      name: names.get(applicationId) ?? '',
      listed,
    })),
  });
}

/** Keeps the next version and gives its digest, which the audit chain holds as well. */
export async function keepDecision(
  tx: Tx,
  { batchId, personId }: { batchId: string; personId: string },
  decision: Pick<Decision, 'version' | 'items' | 'reason' | 'state' | 'basis'>,
): Promise<string> {
  await tx
    .insertInto('decision')
    .values({
      batch_id: batchId,
      person_id: personId,
      version: decision.version,
      reason: decision.reason,
      state: decision.state,
      items: JSON.stringify(decision.items),
      basis: JSON.stringify(decision.basis),
    })
    .execute();
  return digestOfDecision(decision);
}

export function digestOfDecision({
  version,
  items,
  reason,
  state,
  basis,
}: Pick<Decision, 'version' | 'items' | 'reason' | 'state' | 'basis'>): string {
  return digestOf({ version, items, reason, state, basis });
}
