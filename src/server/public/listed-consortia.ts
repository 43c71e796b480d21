import type { ListedItem, Publication, PublicRecord } from './public-record.ts';

/** A consortium as the latest list names it: every list that names it, and since when it is 培育单位, where it is one. */
export type ListedConsortium = ListedItem & { lists: readonly Publication[]; since: string | undefined };

/**
 * Each consortium of a final list, and of a draft list while its batch has no final one: what stood in a draft and not in the final list
 * has no page. By province and name.
 */
export function listedConsortia(record: PublicRecord): readonly ListedConsortium[] {
  const found = new Map<string, ListedConsortium>();
  for (const list of listsOf(record).filter((publication) => isInForce(record, publication)))
    for (const item of list.content.items) {
      const known = found.get(item.consortiumId);
      found.set(item.consortiumId, {
        ...(known ?? item),
        lists: [...(known?.lists ?? []), list],
        since: record.cultivation.find(({ consortiumId }) => consortiumId === item.consortiumId)?.since,
      });
    }
  return [...found.values()].sort(
    (one, other) => one.province.localeCompare(other.province, 'zh') || one.name.localeCompare(other.name, 'zh'),
  );
}

/** Those of a final list: a draft is not a list yet. */
export function finallyListed(record: PublicRecord): readonly ListedConsortium[] {
  return listedConsortia(record).filter(({ lists }) => lists.some(({ kind }) => kind === 'list'));
}

/** What was published of batches that consortia apply in: an outcome list names those that are listed already. */
function listsOf({ batches, publications }: PublicRecord): readonly Publication[] {
  const acceptances = new Set(batches.filter(({ kind }) => kind === 'acceptance').map(({ id }) => id));
  return publications.filter(({ batchId }) => !acceptances.has(batchId));
}

function isInForce({ publications }: PublicRecord, { kind, batchId }: Publication): boolean {
  if (kind !== 'publicity') return kind === 'list';
  return !publications.some((other) => other.kind === 'list' && other.batchId === batchId);
}
