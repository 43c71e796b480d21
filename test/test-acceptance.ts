import type { Database } from '#server/db/database.ts';
import { asSuperuser } from './test-database.ts';
import type { TestReading } from './test-reading.ts';
import { closePublicity, firstInSelection, joinSelection } from './test-selection.ts';
import type { TestServer } from './test-server.ts';

/** The year by whose record the test's consortia are accepted. */
export const acceptedYear = 2023;

/** Three consortia of one province whose cultivation list is out. */
export async function listedConsortia(server: TestServer): Promise<readonly TestReading[]> {
  const first = await firstInSelection(server);
  const all = await joinSelection(server, first);
  const { officer, batchId } = first;
  const url = `/api/batches/${batchId}`;
  const items = all.map(({ applicationId }) => ({ applicationId, listed: true, reason: '' }));
  const steps = [
    await officer.put(`${url}/decision`, { version: 0, items, reason: '经集体研究' }),
    await officer.post(`${url}/publicity`, { version: 1, title: '公示（虚构）', text: '现予公示。' }),
  ];
  await closePublicity(server.context.db, batchId);
  const list = {
    number: '示教函〔2023〕9号',
    title: '培育名单（虚构）',
    text: '现予公布。',
    publishedOn: '2023-09-01',
  };
  steps.push(await officer.post(`${url}/list`, { version: 2, ...list }));
  const refused = steps.find(({ status }) => status !== 200);
  if (refused) throw new Error(`no list: ${refused.text}`);
  return all;
}

/** The year's self-evaluation of a consortium, approved and so many days late, with every commitment kept to this share. */
export async function approvedReturn(
  db: Database,
  { consortiumId, ministryId, officer }: TestReading,
  { share, daysLate = 0 }: { share: number; daysLate?: number },
): Promise<void> {
  const due = new Date(`${acceptedYear}-12-31T15:59:59Z`);
  const sent = new Date(due.getTime() + (daysLate - 1) * 86_400_000 + 1000);
  await db.asOwner(async (tx) => {
    const stored = await tx
      .selectFrom('pack')
      .select('digest')
      .where('pack_id', '=', 'moe-2023-15')
      .executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto('collection')
      .values({
        unit_id: ministryId,
        pack_digest: stored.digest,
        kind: 'self-evaluation',
        year: acceptedYear,
        title: `${acceptedYear}年自评报告`,
        opens_at: new Date(`${acceptedYear}-12-01T00:00:00Z`),
        created_by: officer.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
      .then(
        async (made) =>
          made ??
          (await tx.selectFrom('collection').select('id').where('unit_id', '=', ministryId).executeTakeFirstOrThrow()),
      );
    await tx
      .insertInto('collection_level')
      .values({
        collection_id: id,
        level: 'consortium',
        due_at: due,
        closes_at: new Date(due.getTime() + 30 * 86_400_000),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const key = { consortium_id: consortiumId, collection_id: id };
    await tx
      .insertInto('collection_return')
      .values({
        ...key,
        state: 'final',
        version: 3,
        revision: 1,
        first_sent_at: sent,
        sent_at: sent,
        approved_at: sent,
      })
      .execute();
    const commitments = await tx
      .selectFrom('commitment')
      .select(['figure', 'value'])
      .where('consortium_id', '=', consortiumId)
      .where('year', '=', acceptedYear)
      .execute();
    await tx
      .insertInto('collection_figure')
      .values(
        commitments.map(({ figure, value }) => ({
          ...key,
          figure,
          year: acceptedYear,
          amount: String(Math.floor(Number(value) * share)),
          confirmed: '1',
          evidenced: '1',
          entries: 1,
          level: 3,
        })),
      )
      .execute();
  });
}

/** Ends the days of a consortium's rectification, as no office can. */
export async function endRectification(
  server: TestServer,
  { consortiumId }: TestReading,
  batchId: string,
): Promise<void> {
  await asSuperuser(server.superuser, async (client) => {
    await client.query('alter table acceptance_outcome disable trigger user');
    await client.query(
      "update acceptance_outcome set due_on = '2024-06-30' where consortium_id = $1 and batch_id = $2 and due_on is not null",
      [consortiumId, batchId],
    );
    await client.query('alter table acceptance_outcome enable trigger user');
  });
}
