import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import { connectDatabase } from '#server/db/database.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { closePublicity, giveReading } from '#test/test-selection.ts';
import type { RunningApp } from './start-app.ts';

const path: readonly [ApplicationState, account: string][] = [
  ['submitted', 'secretariat'],
  ['confirmed', 'park'],
  ['verified', 'province'],
  ['recommended', 'province'],
  ['admitted', 'ministry'],
];

/** Takes the example's two submitted applications on to the selection: through province and formal review, read by three experts each. */
export async function admitExample({ folder }: Pick<RunningApp, 'folder'>): Promise<string> {
  const db = await connectDatabase(embeddedConnection(folder));
  try {
    const { people, applications, unitId } = await db.asOwner(async (tx) => ({
      people: await tx.selectFrom('person').select(['id', 'email']).execute(),
      applications: await tx
        .selectFrom('application')
        .innerJoin('unit', 'unit.id', 'consortium_id')
        .select(['application.id', 'consortium_id', 'batch_id', 'state', 'unit.name'])
        .where('latest_revision', 'is not', null)
        .orderBy('unit.name')
        .execute(),
      unitId: (await tx.selectFrom('unit').select('id').where('kind', '=', 'ministry').executeTakeFirstOrThrow()).id,
    }));
    const personOf = (account: string) => people.find(({ email }) => email === `${account}@shili.example`)?.id ?? '';
    const experts = await db.asOwner((tx) =>
      tx
        .insertInto('expert')
        .values(
          [1, 2, 3].map((n) => ({ unit_id: unitId, name: `专家${n}（虚构）`, email: `reader${n}@shili.example` })),
        )
        .returning('id')
        .execute(),
    );
    for (const [at, application] of applications.entries()) {
      const number = application.name.includes('青禾') ? 1 : 2;
      for (const [state, account] of path.slice(path.findIndex(([state]) => state === application.state) + 1)) {
        const personId = personOf(['secretariat', 'park'].includes(account) ? `${account}${number}` : account);
        await db.asActor({ personId }, (tx) =>
          tx.updateTable('application').set({ state }).where('id', '=', application.id).execute(),
        );
      }
      for (const [n, { id: expertId }] of experts.entries())
        await giveReading(db, {
          batchId: application.batch_id,
          consortiumId: application.consortium_id,
          applicationId: application.id,
          expertId,
          assignedBy: personOf('ministry'),
          score: 80 + number * 4 + n * 3 - at,
          reason: `意见${n + 1}：台账完整，实训基地共建有实效（虚构）。`,
        });
    }
    return applications[0]?.batch_id ?? '';
  } finally {
    await db.close();
  }
}

/** The draft list's days are over. */
export async function endPublicity({ folder }: Pick<RunningApp, 'folder'>, batchId: string): Promise<void> {
  const db = await connectDatabase(embeddedConnection(folder));
  await closePublicity(db, batchId).finally(() => db.close());
}
