import { connectDatabase } from '#server/db/database.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { anItem, publish } from '#test/published-lists.ts';
import type { RunningApp } from './start-app.ts';

/** Publishes a notice and a draft list that names the example's consortia, as the board would at the end of a batch. */
export async function publishExample(
  app: Pick<RunningApp, 'folder'>,
): Promise<{ batchId: string; draft: string; consortiumId: string }> {
  const db = await connectDatabase(embeddedConnection(app.folder));
  try {
    const { batch, consortia } = await db.asOwner(async (tx) => ({
      batch: await tx.selectFrom('batch').select('id').executeTakeFirstOrThrow(),
      consortia: await tx.selectFrom('unit').select(['id', 'name']).where('kind', '=', 'consortium').execute(),
    }));
    const items = consortia.map(({ id, name }, at) => anItem(at + 1, { consortiumId: id, name, province: '示例省' }));
    const [first] = items;
    if (!first) throw new Error('the example has no consortium');
    await publish(db, batch.id, {
      kind: 'notice',
      title: '关于开展市域产教联合体申报工作的通知（虚构）',
      number: '虚构函〔2023〕1号',
      text: '各省级教育行政部门：\n现将申报工作的有关事项通知如下（虚构）。',
    });
    const draft = await publish(db, batch.id, {
      kind: 'publicity',
      title: '市域产教联合体培育名单公示（虚构）',
      items,
    });
    return { batchId: batch.id, draft, consortiumId: first.consortiumId };
  } finally {
    await db.close();
  }
}
