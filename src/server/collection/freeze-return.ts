import { createHash } from 'node:crypto';
import type { ReturnContent } from '#core/collection/return-content.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import type { OpenReturn } from './return-row.ts';

/** Freezes what a return says as its next revision with its SHA-256 digest, and puts the ledgers' figures in the place of those sent before. Gives its number. */
export async function freezeReturn(
  tx: Tx,
  actor: Actor,
  { row, collection, kind }: OpenReturn,
  content: ReturnContent,
): Promise<number> {
  const key = { consortium_id: row.consortium_id, collection_id: row.collection_id };
  const number = (row.revision ?? 0) + 1;
  const frozen = { consortiumId: row.consortium_id, collectionId: row.collection_id, number, ...content };
  await tx
    .insertInto('collection_revision')
    .values({
      ...key,
      number,
      content: JSON.stringify(content),
      digest: createHash('sha256').update(canonicalJson(frozen)).digest('hex'),
      sent_by: actor.personId,
      sent_at: collection.now,
    })
    .execute();
  await tx
    .deleteFrom('collection_figure')
    .where('consortium_id', '=', row.consortium_id)
    .where('collection_id', '=', row.collection_id)
    .execute();
  // A plan's figures are intentions: no entry stands behind them.
  const counted = kind.figures === 'actual' ? content.figures.filter(({ entries }) => entries > 0) : [];
  if (counted.length > 0)
    await tx
      .insertInto('collection_figure')
      .values(
        counted.map(({ figure, amount, base, confirmed, evidenced, entries }) => ({
          ...key,
          figure,
          year: collection.year,
          amount,
          base,
          confirmed,
          evidenced,
          entries,
          level: 1,
        })),
      )
      .execute();
  return number;
}
