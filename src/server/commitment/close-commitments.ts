import { z } from 'zod';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { ActingPerson, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { digestOf } from '#server/selection/basis.ts';
import { compareCommitments } from './compare-commitments.ts';

/** What a 承诺兑现单 says of one commitment: values are decimal texts, `changed` is null where it was never changed. */
const ClosedItem = z.object({
  figure: z.string(),
  label: z.string(),
  unit: z.string(),
  year: z.int(),
  first: z.string(),
  changed: z.string().nullable(),
  actual: z.string().nullable(),
  state: z.enum(['none', 'unknown', 'kept', 'short']),
  percent: z.string().nullable(),
  explanation: z.string(),
});

export const ClosingContent = z.object({
  consortium: z.string(),
  province: z.string(),
  /** The day in China on which the ledgers said so, `YYYY-MM-DD`. */
  day: z.string(),
  items: z.array(ClosedItem),
});
export type ClosingContent = z.infer<typeof ClosingContent>;

/**
 * Closes a consortium's commitments by its 承诺兑现单, once an acceptance: asked again, it gives the one that stands; none where nothing was promised. Only the
 * ministry may. Throws `Refusal('requests-open')` while one is not decided.
 */
export async function closeCommitments(
  context: Pick<Context, 'packs'>,
  tx: Tx,
  actor: ActingPerson,
  { consortiumId, acceptanceId = null }: { consortiumId: string; acceptanceId?: string | null },
): Promise<{ id: string; digest: string } | undefined> {
  await mustHaveRight(tx, 'decide-commitment', consortiumId);
  const standing = await closingsOf(tx, consortiumId)
    .where('acceptance_id', 'is not distinct from', acceptanceId)
    .executeTakeFirst();
  if (standing) return { id: standing.id, digest: standing.digest };
  const { open } = await tx
    .selectFrom('commitment_request')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('consortium_id', '=', consortiumId)
    .where('decision', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (open > 0) throw new Refusal('requests-open', { open, consortium: consortiumId });
  const content = await contentOf(context, tx, consortiumId);
  if (content.items.length === 0) return undefined;
  const digest = digestOf(content);
  const made = await tx
    .insertInto('commitment_closing')
    .values({
      consortium_id: consortiumId,
      acceptance_id: acceptanceId,
      content: canonicalJson(content),
      digest,
      closed_by: actor.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(tx, consortiumId, 'commitments.closed', made.id, { digest, acceptance: acceptanceId });
  return { id: made.id, digest };
}

/** The latest 承诺兑现单 of a consortium, or the one of that id. */
export async function readClosing(tx: Tx, consortiumId: string, id?: string) {
  const query = closingsOf(tx, consortiumId).orderBy('closed_at', 'desc');
  return (id === undefined ? query : query.where('id', '=', id)).executeTakeFirst();
}

function closingsOf(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('commitment_closing')
    .select(['id', 'content', 'digest', 'closed_at'])
    .where('consortium_id', '=', consortiumId);
}

async function contentOf(context: Pick<Context, 'packs'>, tx: Tx, consortiumId: string): Promise<ClosingContent> {
  const day = beijingToday();
  const { figures } = await compareCommitments(context, tx, consortiumId, { today: day });
  const { consortium, province } = await tx
    .selectFrom('unit')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id')
    .select(['unit.name as consortium', 'province.name as province'])
    .where('unit.id', '=', consortiumId)
    .executeTakeFirstOrThrow();
  return {
    consortium,
    province,
    day,
    items: figures.flatMap(({ figure, label, unit, years }) =>
      years.flatMap(({ year, actual, commitment }) => {
        if (!commitment) return [];
        const { value, first, fulfilment, explanation } = commitment;
        const changed = value === first ? null : value;
        const said = { first, changed, actual: actual.value, ...fulfilment, explanation: explanation?.text ?? '' };
        return [{ figure, label, unit, year, ...said }];
      }),
    ),
  };
}
