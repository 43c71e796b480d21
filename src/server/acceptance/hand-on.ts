import { z } from 'zod';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { fingerprintOf, publicKeysOf, signBytes } from '#documents/disc/disc-keys.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ensureDiscKey, openDiscKeys } from '#server/package/disc-key.ts';
import { digestOf } from '#server/selection/basis.ts';
import { readPublications } from '#server/selection/publications.ts';
import { type Acceptance, lockAcceptance } from './acceptance-row.ts';
import { selectCases } from './case-row.ts';
import { readOutcomes } from './outcomes.ts';

export type UseOrder = {
  batchId: string;
  /** A use of the pack. */
  use: string;
  /** The province whose outcomes are handed on. */
  provinceId: string;
  recipient: string;
};

/** What was handed on, whole: enough to check it later against the register and the published list. */
export const UseContent = z.object({
  acceptance: z.string(),
  issuer: z.string(),
  use: z.string(),
  recipient: z.string(),
  province: z.string(),
  year: z.int(),
  /** The published list, and its digest. */
  list: z.object({ title: z.string(), number: z.string(), publishedOn: z.string(), digest: z.string() }),
  items: z.array(
    z.object({
      consortiumId: z.string(),
      consortium: z.string(),
      outcome: z.string(),
      reason: z.string(),
      /** Of the act that is in force. */
      version: z.int(),
      decidedAt: z.string(),
    }),
  ),
});
export type UseContent = z.infer<typeof UseContent>;

/**
 * Hands a province's outcomes on as reference for one of the notice's uses: frozen, signed with the office's keys and recorded. Throws
 * `Refusal('action-not-possible')` before the list is out, `Refusal('invalid')` for a use that the notice does not name or a province without
 * outcomes.
 */
export async function handOn(context: Context, actor: Actor, order: UseOrder): Promise<{ id: string }> {
  const { db } = context;
  // The keys are made and opened outside: a signature never waits in a transaction.
  const { unitId } = await db.asActor(actor, async (tx) => {
    const acceptance = await lockAcceptance(context, tx, order.batchId);
    await ensureDiscKey(tx, context, actor, acceptance.unitId);
    return acceptance;
  });
  const keys = await openDiscKeys(context, unitId);
  return db.asActor(actor, async (tx) => {
    const acceptance = await lockAcceptance(context, tx, order.batchId);
    const content = await contentOf(tx, acceptance, order);
    const digest = digestOf(content);
    const { id } = await tx
      .insertInto('acceptance_use')
      .values({
        batch_id: order.batchId,
        use: order.use,
        unit_id: order.provinceId,
        recipient: order.recipient,
        content: JSON.stringify(content),
        digest,
        signatures: JSON.stringify(signBytes(Buffer.from(canonicalJson(content)), keys)),
        fingerprint: fingerprintOf(publicKeysOf(keys)),
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const facts = { use: order.use, province: order.provinceId, recipient: order.recipient, digest };
    await recordSystemAudit(tx, acceptance.unitId, 'acceptance.handed-on', order.batchId, facts);
    return { id };
  });
}

async function contentOf(tx: Tx, acceptance: Acceptance, order: UseOrder): Promise<UseContent> {
  const use = acceptance.rules.uses.find(({ id }) => id === order.use);
  if (!use) throw new Refusal('invalid', { fields: ['use'] });
  const { list } = await readPublications(tx, order.batchId);
  if (!list) throw new Refusal('action-not-possible');
  const cases = await selectCases(tx)
    .where('acceptance_case.batch_id', '=', order.batchId)
    .where('unit.parent_id', '=', order.provinceId)
    .orderBy('unit.name')
    .execute();
  const [first] = cases;
  if (!first) throw new Refusal('invalid', { fields: ['provinceId'], detail: '这个省份没有参加本次验收的联合体。' });
  const outcomes = await readOutcomes(tx, order.batchId);
  return {
    acceptance: acceptance.title,
    issuer: acceptance.issuer,
    use: use.label,
    recipient: order.recipient,
    province: first.province,
    year: acceptance.year,
    list: { title: list.title, number: list.number, publishedOn: list.published_on, digest: list.digest },
    items: cases.flatMap(({ consortium_id, consortium }) => {
      const latest = outcomes.get(consortium_id)?.at(-1);
      if (!latest) return [];
      return [
        {
          consortiumId: consortium_id,
          consortium,
          outcome: acceptance.rules.outcomes[latest.outcome].label,
          reason: latest.reason,
          version: latest.version,
          decidedAt: latest.at.toISOString(),
        },
      ];
    }),
  };
}
