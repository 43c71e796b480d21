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

/** Every figure found true but those that have their verdict already, and the verification ended. */
export async function verifyApplication(
  officer: TestClient,
  applicationId: string,
  revision: number,
  judged: readonly string[] = [],
): Promise<void> {
  const open = figureCells(currentPack.form).filter(({ path }) => !judged.includes(path));
  const verdicts = open.map(({ path }) => ({ cell: path, verdict: 'true' }));
  const given = await officer.post(`/api/applications/${applicationId}/verdicts`, { revision, verdicts });
  if (given.status !== 204) throw new Error(`no verdicts: ${given.text}`);
  const ended = await officer.post(`/api/applications/${applicationId}/verification`, { revision });
  if (ended.status !== 200) throw new Error(`not verified: ${ended.text}`);
}

/** A province's list, handed in. */
export async function recommendApplications(
  officer: TestClient,
  { batchId, provinceId }: TestConsortium,
  ids: readonly string[],
): Promise<void> {
  const list = `/api/batches/${batchId}/recommendations/${provinceId}`;
  const items = ids.map((applicationId) => ({ applicationId, opinion: '同意推荐' }));
  const { body } = await officer.put(list, { version: 0, items, opinion: '经集体研究' });
  const handed = await officer.post(`${list}/submission`, { version: body.version });
  if (handed.status !== 200) throw new Error(`not recommended: ${handed.text}`);
}

/** Another consortium of the province, its application verified. */
export async function anotherVerified(
  server: TestServer,
  here: TestConsortium,
  officer: TestClient,
  name: string,
): Promise<TestConsortium> {
  const consortiumId = await server.addUnit('consortium', name, here.provinceId);
  const secretary = await server.join('secretariat', consortiumId);
  const begun = await secretary.post(`/api/batches/${here.batchId}/applications`, { consortiumId });
  const one = { ...here, consortiumId, secretary, applicationId: begun.body.id };
  const revision = await confirmedApplication(server, one, { consortiumName: name });
  await verifyApplication(officer, one.applicationId, revision);
  return one;
}

/** Each item of the formal review that only a person can judge found met, and the application admitted. */
export async function admitApplication(ministry: TestClient, applicationId: string): Promise<void> {
  const formal = `/api/applications/${applicationId}/formal`;
  for (const { id, result } of (await ministry.get(formal)).body.items)
    if (result !== 'met') await ministry.put(`${formal}/items/${id}`, { result: 'met', version: 0 });
  const admitted = await ministry.post(`${formal}/decision`, { decision: 'admitted' });
  if (admitted.status !== 200) throw new Error(`not admitted: ${admitted.text}`);
}
