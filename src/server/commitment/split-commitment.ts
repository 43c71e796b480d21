import { sql } from 'kysely';
import { type Share, type SplitFault, splitFault } from '#core/commitment/shares.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CommitmentRef, mustBeUnclosed, readCommitment, readPromised } from './read-commitments.ts';

const faultTexts: Readonly<Record<SplitFault['fault'], string>> = {
  twice: '同一成员单位只能有一份。',
  unknown: '只能分解到本联合体现有的成员单位。',
  value: '数值的小数位数超过这项数据的规定。',
  'too-much': '各单位之和超过了承诺值，请减少后再保存。',
};

/**
 * Splits a commitment to members, as the next version of its split; what no share takes stays with the consortium. Throws `Refusal('stale')` with who split it
 * meanwhile, `Refusal('commitments-closed')`, `Refusal('invalid')` for shares that cannot stand and for a rate, which has no parts.
 */
export async function splitCommitment(
  context: Context,
  actor: Actor,
  ref: CommitmentRef,
  order: { version: number; shares: readonly Share[] },
): Promise<{ version: number }> {
  const { consortiumId, figure, year } = ref;
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'keep-commitment', consortiumId);
    await mustBeUnclosed(tx, consortiumId);
    const commitment = await readCommitment(tx, ref);
    const { figures } = await readPromised(context, tx, consortiumId);
    const known = figures.find(({ id }) => id === figure);
    if (!known || known.isRate)
      throw new Refusal('invalid', { fields: ['figure'], detail: '比率不能分解到成员单位。' });
    if ((commitment.split?.version ?? 0) !== order.version) throw await staleSplit(tx, ref);
    const { byId } = await context.directories.of(consortiumId);
    const isMember = (id: string) => byId.has(id);
    const fault = splitFault(commitment.value, order.shares, { isMember, decimals: known.decimals });
    if (fault) throw new Refusal('invalid', { fields: ['shares'], ...fault, detail: faultTexts[fault.fault] });
    const version = order.version + 1;
    const key = { consortium_id: consortiumId, figure, year, version };
    const made = await tx
      .insertInto('commitment_split')
      .values({ ...key, person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst();
    if (!made) throw await staleSplit(tx, ref);
    if (order.shares.length > 0)
      await tx
        .insertInto('commitment_share')
        .values(order.shares.map(({ memberId, value }) => ({ ...key, member_id: memberId, value })))
        .execute();
    await recordAudit(tx, consortiumId, 'commitment.split', `${figure}.${year}`, { version, shares: order.shares });
    return { version };
  });
}

async function staleSplit(tx: Tx, { consortiumId, figure, year }: CommitmentRef): Promise<Refusal> {
  const latest = await tx
    .selectFrom('commitment_split')
    .select(['version', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('consortium_id', '=', consortiumId)
    .where('figure', '=', figure)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return new Refusal('stale', {
    version: latest?.version ?? 0,
    by: latest?.by ?? '',
    at: latest?.at.toISOString() ?? '',
  });
}
