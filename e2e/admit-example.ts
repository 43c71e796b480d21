import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import { connectDatabase, type Database } from '#server/db/database.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { closePublicity, giveReading } from '#test/test-selection.ts';
import type { RunningApp } from './start-app.ts';

type Example = Pick<RunningApp, 'folder'>;

const path: readonly [ApplicationState, account: string][] = [
  ['submitted', 'secretariat'],
  ['confirmed', 'park'],
  ['verified', 'province'],
  ['recommended', 'province'],
  ['admitted', 'ministry'],
];

/** Takes the example's two submitted applications as far as the formal review, or through it. Returns their batch. */
export function advanceExample(app: Example, to: 'recommended' | 'admitted'): Promise<string> {
  return onDatabase(app, (db) => advance(db, to));
}

/** The same on to the selection: admitted, and read by three experts each. */
export function admitExample(app: Example): Promise<string> {
  return onDatabase(app, async (db) => {
    const batchId = await advance(db, 'admitted');
    const { applications, personOf, unitId } = await readExample(db);
    const experts = await db.asOwner((tx) =>
      tx
        .insertInto('expert')
        .values(
          [1, 2, 3].map((n) => ({ unit_id: unitId, name: `专家${n}（虚构）`, email: `reader${n}@shili.example` })),
        )
        .returning('id')
        .execute(),
    );
    for (const { id } of experts) await takePart(db, batchId, id);
    for (const [at, application] of applications.entries())
      for (const [n, { id: expertId }] of experts.entries())
        await giveReading(db, {
          batchId,
          consortiumId: application.consortium_id,
          applicationId: application.id,
          expertId,
          assignedBy: personOf('ministry'),
          score: 80 + application.number * 4 + n * 3 - at,
          reason: `意见${n + 1}：台账完整，实训基地共建有实效（虚构）。`,
        });
    return batchId;
  });
}

/** The example's expert reads one of the admitted applications. Returns its id. */
export function assignExample(app: Example): Promise<string> {
  return onDatabase(app, async (db) => {
    const { applications, personOf, unitId } = await readExample(db);
    const [application] = applications;
    if (!application) throw new Error('the example has no application');
    const email = 'expert@shili.example';
    const expert = await db.asOwner((tx) =>
      tx
        .insertInto('expert')
        .values({ unit_id: unitId, person_id: personOf('expert'), name: '专家甲（虚构）', email })
        .onConflict((conflict) => conflict.columns(['unit_id', 'email']).doUpdateSet({ retired: false }))
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    await takePart(db, application.batch_id, expert.id);
    await db.asOwner((tx) =>
      tx
        .insertInto('reader')
        .values({
          consortium_id: application.consortium_id,
          application_id: application.id,
          batch_id: application.batch_id,
          expert_id: expert.id,
          how: 'manual',
          assigned_by: personOf('ministry'),
        })
        .execute(),
    );
    return application.id;
  });
}

/** The draft list's days are over. */
export function endPublicity(app: Example, batchId: string): Promise<void> {
  return onDatabase(app, (db) => closePublicity(db, batchId));
}

async function onDatabase<T>({ folder }: Example, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await connectDatabase(embeddedConnection(folder));
  return work(db).finally(() => db.close());
}

/** Has an expert stand among those of the batch, drawn and willing. */
async function takePart(db: Database, batchId: string, expertId: string): Promise<void> {
  const said = { standing: 'drawn', answer: 'accepted' } as const;
  await db.asOwner((tx) =>
    tx
      .insertInto('batch_expert')
      .values({ batch_id: batchId, expert_id: expertId, ...said })
      .onConflict((conflict) => conflict.columns(['batch_id', 'expert_id']).doUpdateSet(said))
      .execute(),
  );
}

async function advance(db: Database, to: ApplicationState): Promise<string> {
  const { applications, personOf } = await readExample(db);
  const end = path.findIndex(([state]) => state === to) + 1;
  for (const { id, number, state: now } of applications)
    for (const [state, account] of path.slice(path.findIndex(([state]) => state === now) + 1, end)) {
      const personId = personOf(['secretariat', 'park'].includes(account) ? `${account}${number}` : account);
      await db.asActor({ personId }, (tx) =>
        tx.updateTable('application').set({ state }).where('id', '=', id).execute(),
      );
    }
  return applications[0]?.batch_id ?? '';
}

/** Who in the example does what, and the two applications that were submitted. */
async function readExample(db: Database) {
  return db.asOwner(async (tx) => {
    const people = await tx.selectFrom('person').select(['id', 'email']).execute();
    const ministry = await tx.selectFrom('unit').select('id').where('kind', '=', 'ministry').executeTakeFirstOrThrow();
    const applications = await tx
      .selectFrom('application')
      .innerJoin('unit', 'unit.id', 'consortium_id')
      .select(['application.id', 'consortium_id', 'batch_id', 'state', 'unit.name'])
      .where('latest_revision', 'is not', null)
      .orderBy('unit.name')
      .execute();
    return {
      personOf: (account: string) => people.find(({ email }) => email === `${account}@shili.example`)?.id ?? '',
      unitId: ministry.id,
      applications: applications.map((application) => ({
        ...application,
        number: application.name.includes('青禾') ? 1 : 2,
      })),
    };
  });
}
