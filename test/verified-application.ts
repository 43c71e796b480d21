import { figureCells } from '#core/verification/verdict.ts';
import { currentPack } from '#packs/packs.ts';
import type { TestClient } from './test-client.ts';
import { changesOf, exampleForm, type TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

/** Fills in the perfect example, submits it and has the three lead units confirm it. Returns the revision's number. */
export async function confirmedApplication(
  server: TestServer,
  here: TestConsortium,
  more: object = {},
): Promise<number> {
  const form = `/api/applications/${here.applicationId}`;
  const answers = { ...(await exampleForm('perfect')), ...more };
  const { sequence } = (await here.secretary.post(`${form}/answers`, { changes: changesOf(answers) })).body;
  const { body } = await here.secretary.post(`${form}/submission`, { reasons: {}, sequence });
  for (const role of ['park-authority', 'lead-school', 'lead-enterprise'] as const) {
    const lead = await server.join(role, here.consortiumId);
    const confirmed = await lead.post(`${form}/revisions/${body.revision}/confirmation`, { digest: body.digest });
    if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.text}`);
  }
  return body.revision;
}

/** Every figure found true, and the verification ended. */
export async function verifyApplication(officer: TestClient, applicationId: string, revision: number): Promise<void> {
  const verdicts = figureCells(currentPack.form).map(({ path }) => ({ cell: path, verdict: 'true' }));
  const given = await officer.post(`/api/applications/${applicationId}/verdicts`, { revision, verdicts });
  if (given.status !== 204) throw new Error(`no verdicts: ${given.text}`);
  const ended = await officer.post(`/api/applications/${applicationId}/verification`, { revision });
  if (ended.status !== 200) throw new Error(`not verified: ${ended.text}`);
}
