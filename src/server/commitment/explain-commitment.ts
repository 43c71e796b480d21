import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CommitmentRef, mustBeUnclosed, readCommitment } from './read-commitments.ts';

/**
 * Says why a commitment was kept or missed, for the 承诺兑现单. Each save is a version. Throws `Refusal('stale')` with what is said there meanwhile,
 * `Refusal('commitments-closed')`.
 */
export async function explainCommitment(
  { db }: Context,
  actor: Actor,
  ref: CommitmentRef,
  order: { version: number; text: string },
): Promise<{ version: number }> {
  const { consortiumId, figure, year } = ref;
  return db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'keep-commitment', consortiumId);
    await mustBeUnclosed(tx, consortiumId);
    const { explanation } = await readCommitment(tx, ref);
    const version = order.version + 1;
    const made =
      (explanation?.version ?? 0) === order.version &&
      (await tx
        .insertInto('commitment_explanation')
        .values({ consortium_id: consortiumId, figure, year, version, text: order.text, person_id: actor.personId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .executeTakeFirst());
    if (!made) throw new Refusal('stale', { version: explanation?.version ?? 0, text: explanation?.text ?? '' });
    await recordAudit(tx, consortiumId, 'commitment.explained', `${figure}.${year}`, { version });
    return { version };
  });
}
