import { scoredPoints } from '#core/review/results.ts';
import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import { currentPack } from '#packs/packs.ts';
import type { TestClient } from './test-client.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

export type TestExpert = TestClient & { personId: string; email: string; expertId: string };

export type TestReading = TestConsortium & {
  officer: TestClient & { personId: string };
  provincial: TestClient & { personId: string };
};

/** A consortium whose application passed the formal review, with the officers of ministry and province; `more` changes its answers. */
export async function admittedApplication(
  server: TestServer,
  { name, ministryId, more = {} }: { name?: string; ministryId?: string; more?: object } = {},
): Promise<TestReading> {
  const here = await testConsortium(server, { ...(name ? { name } : {}), ...(ministryId ? { ministryId } : {}) });
  const officer = await server.join('ministry-officer', here.ministryId);
  const provincial = await server.join('provincial-officer', here.provinceId);
  await admit(server, { ...here, officer, provincial }, more);
  return { ...here, officer, provincial };
}

/** Fills in the perfect example, submits it, and moves it on to the review as those would who may. */
export async function admit(server: TestServer, here: TestReading, more: object = {}): Promise<void> {
  const form = `/api/applications/${here.applicationId}`;
  const changes = changesOf({ ...(await exampleForm('perfect')), ...more });
  const { sequence } = (await here.secretary.post(`${form}/answers`, { changes })).body;
  const submitted = await here.secretary.post(`${form}/submission`, { reasons: {}, sequence });
  if (submitted.status !== 200) throw new Error(`not submitted: ${submitted.text}`);
  const lead = await server.join('park-authority', here.consortiumId);
  const steps: readonly [{ personId: string }, ApplicationState][] = [
    [lead, 'confirmed'],
    [here.provincial, 'verified'],
    [here.provincial, 'recommended'],
    [here.officer, 'admitted'],
  ];
  for (const [actor, state] of steps)
    await server.context.db.asActor(actor, (tx) =>
      tx.updateTable('application').set({ state }).where('id', '=', here.applicationId).execute(),
    );
}

/** An expert of the ministry's directory with an account. */
export async function testExpert(server: TestServer, ministryId: string, name = '专家（虚构）'): Promise<TestExpert> {
  const client = await server.join('expert', ministryId, name);
  const { id } = await server.context.db.asOwner((tx) =>
    tx
      .insertInto('expert')
      .values({ unit_id: ministryId, person_id: client.personId, name, email: client.email })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return { ...client, expertId: id };
}

/** Has the expert read the application. */
export async function assignReader(server: TestServer, here: TestReading, { expertId }: TestExpert): Promise<void> {
  await server.context.db.asActor(here.officer, (tx) =>
    tx
      .insertInto('reader')
      .values({
        consortium_id: here.consortiumId,
        application_id: here.applicationId,
        batch_id: here.batchId,
        expert_id: expertId,
        how: 'manual',
        assigned_by: here.officer.personId,
      })
      .execute(),
  );
}

/** The points that a reader scores. */
export const pointIds = scoredPoints(currentPack.indicators).map(({ id }) => id);
