import { selectApplications } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { StoredPack } from '#server/pack/packs.ts';
import { findRecommendation, type Recommendation } from '#server/recommendation/read-recommendation.ts';
import { readVerified, type Verified } from '#server/verification/read-verified.ts';

/** One application of a province's list, at the revision that was verified. */
export type PackageItem = Verified & {
  id: string;
  consortiumId: string;
  consortium: string;
  /** Its place in the list, from 1. */
  rank: number;
  opinion: string;
  number: number;
  digest: string;
  takenAt: string;
  stored: StoredPack;
};

/** What a province hands in: its list, and each application of it in the list's order. */
export type ProvincePackage = {
  batch: { id: string; title: string };
  unit: { id: string; name: string };
  list: Recommendation;
  items: readonly PackageItem[];
};

/** Six queries, however many applications. Throws `Refusal('not-found')` where there is no list yet or the actor may not see it. */
export async function readPackage(
  tx: Tx,
  packs: Context['packs'],
  batchId: string,
  unitId: string,
): Promise<ProvincePackage> {
  const batch = await tx.selectFrom('batch').select(['id', 'title']).where('id', '=', batchId).executeTakeFirst();
  const unit = await tx
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('id', '=', unitId)
    .where('kind', '=', 'province')
    .executeTakeFirst();
  const list = await findRecommendation(tx, batchId, unitId);
  if (!batch || !unit || !list || list.items.length === 0) throw new Refusal('not-found');
  const rows = await selectApplications(tx)
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.consortium_id', '=', 'application.consortium_id')
        .onRef('revision.application_id', '=', 'application.id')
        .onRef('revision.number', '=', 'application.latest_revision'),
    )
    .select(['revision.number', 'revision.digest', 'revision.taken_at'])
    .where(
      'application.id',
      'in',
      list.items.map(({ applicationId }) => applicationId),
    )
    .execute();
  const found = await readVerified(tx, rows);
  const items: PackageItem[] = [];
  for (const [at, { applicationId, opinion }] of list.items.entries()) {
    const row = rows.find(({ id }) => id === applicationId);
    const verified = found.get(applicationId);
    if (!row || !verified) throw new Refusal('not-found');
    items.push({
      ...verified,
      id: row.id,
      consortiumId: row.consortium_id,
      consortium: row.consortium,
      rank: at + 1,
      opinion,
      number: row.number,
      digest: row.digest,
      takenAt: row.taken_at.toISOString(),
      stored: await packs.byDigest(row.pack_digest),
    });
  }
  return { batch, unit, list, items };
}

/** One application of a package. Throws `Refusal('not-found')`. */
export function itemOf({ items }: ProvincePackage, applicationId: string): PackageItem {
  const item = items.find(({ id }) => id === applicationId);
  if (!item) throw new Refusal('not-found');
  return item;
}
