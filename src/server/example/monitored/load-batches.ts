import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { openBatch } from '#server/batch/open-batch.ts';
import { takeCommitments } from '#server/commitment/take-commitments.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { publish } from '#server/selection/publications.ts';
import { recordStandings } from '#server/standing/record-standing.ts';
import { type Applying, loadApplications } from './load-applications.ts';
import type { Monitored, MonitoredConsortium } from './make-monitored.ts';

/** When each batch closed for applications, when its draft was public and its list was out, and the list's number. */
const batches = [
  {
    label: '第一批',
    deadline: '2023-05-29',
    draft: '2023-09-18',
    listed: '2023-10-16',
    number: '示例教职成函〔2023〕8号',
  },
  {
    label: '第二批',
    deadline: '2024-05-31',
    draft: '2024-10-14',
    listed: '2024-11-08',
    number: '示例教职成函〔2024〕12号',
  },
  {
    label: '第三批',
    deadline: '2025-05-30',
    draft: '2025-09-01',
    listed: '2025-09-29',
    number: '示例教职成函〔2025〕9号',
  },
] as const;

/**
 * Three batches that are over, with who applied and who is on the list; the listed are 培育单位 since, held to what they promised. Who came later
 * had applied before in vain. Gives the batches' ids.
 */
export async function loadBatches(
  context: Context,
  ministry: Actor,
  { ministryId, monitored }: { ministryId: string; monitored: Monitored },
): Promise<readonly string[]> {
  const stored = context.packs.byId(currentPack.id);
  if (!stored) throw new Error('the current pack is not stored');
  const ids: string[] = [];
  for (const [at, { label, deadline }] of batches.entries()) {
    const listed = monitored.consortia.filter(({ batch }) => batch === at);
    const id = await context.db.asOwner(async (tx) => {
      const title = `${deadline.slice(0, 4)}年市域产教联合体${label}（虚构示例）`;
      const opened = await openBatch(tx, stored, {
        unitId: ministryId,
        title,
        deadline: `${deadline}T15:59:59Z`,
      });
      await loadApplications(tx, stored, { batchId: opened, deadline, applying: applyingTo(at, monitored) });
      await publishLists(tx, ministry, { batchId: opened, at, listed });
      return opened;
    });
    await context.db.asActor(ministry, (tx) => recordListed(tx, ministry, { batchId: id, at, listed }));
    ids.push(id);
  }
  return ids;
}

/** Everyone who is listed with it; of those listed with the next, or with none, most failed in the selection and some in their province. */
function applyingTo(at: number, { consortia, applicants }: Monitored): readonly Applying[] {
  return [...consortia, ...applicants].flatMap((consortium): Applying[] => {
    if (consortium.batch === at) return [{ consortium, state: 'listed' }];
    if (consortium.batch !== at + 1) return [];
    const fate = consortium.number % 5;
    return [{ consortium, state: fate < 3 ? 'unlisted' : fate < 4 ? 'verified' : 'rejected' }];
  });
}

type Listing = { batchId: string; at: number; listed: readonly MonitoredConsortium[] };

async function publishLists(tx: Tx, { personId }: Actor, { batchId, at, listed }: Listing): Promise<void> {
  const batch = batches[at];
  if (!batch) return;
  const items = listed.map(({ id, name, answers, industry }) => {
    const said = (field: string) => (typeof answers[field] === 'string' ? answers[field] : '');
    return {
      consortiumId: id,
      name,
      province: said('province'),
      city: '',
      park: said('park'),
      leadSchool: said('leadSchool'),
      leadEnterprise: said('leadEnterprise'),
      industries: said('leadingIndustries'),
      groups: [industry],
    };
  });
  const content = { issuer: '示例教育部（虚构）', text: '经申报、核实、推荐和遴选，现予公布（虚构示例）。', items };
  const by = { batchId, personId };
  const title = `市域产教联合体${batch.label}培育名单`;
  await publish(tx, by, {
    kind: 'publicity',
    number: '',
    title: `${title}（公示）`,
    published_on: batch.draft,
    content,
  });
  await publish(tx, by, { kind: 'list', number: batch.number, title, published_on: batch.listed, content });
  await tx
    .insertInto('cultivation')
    .values(listed.map(({ id }) => ({ consortium_id: id, batch_id: batchId, since: batch.listed })))
    .execute();
}

async function recordListed(tx: Tx, ministry: Actor, { batchId, at, listed }: Listing): Promise<void> {
  const batch = batches[at];
  if (!batch) return;
  await takeCommitments(tx, batchId);
  await recordStandings(
    tx,
    ministry,
    listed.map(({ id }) => ({
      consortiumId: id,
      standing: 'cultivated',
      fromDay: batch.listed,
      reason: '列入培育名单。',
      document: batch.number,
      cause: { kind: 'list', id: batchId },
    })),
  );
}
