import { setTimeout as sleep } from 'node:timers/promises';
import type { Body, TestClient } from './test-client.ts';
import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';
import { confirmedApplication, verifyApplication } from './verified-application.ts';

export type Recommended = {
  officer: TestClient & { personId: string };
  applications: readonly string[];
  consortia: readonly string[];
};

/** So many applications of a province, verified and recommended; the list is handed in unless `isOpen`. */
export async function recommendedApplications(
  server: TestServer,
  here: TestConsortium,
  { count = 1, isOpen = false } = {},
): Promise<Recommended> {
  const officer = await server.join('provincial-officer', here.provinceId);
  const applications: string[] = [];
  const consortia: string[] = [];
  for (let number = 1; number <= count; number++) {
    const name = `第${number}联合体（虚构）`;
    const consortiumId = await server.addUnit('consortium', name, here.provinceId);
    const secretary = await server.join('secretariat', consortiumId);
    const begun = await secretary.post(`/api/batches/${here.batchId}/applications`, { consortiumId });
    const one = { ...here, consortiumId, secretary, applicationId: begun.body.id };
    const revision = await confirmedApplication(server, one, { consortiumName: name });
    await verifyApplication(officer, one.applicationId, revision);
    applications.push(one.applicationId);
    consortia.push(consortiumId);
  }
  const list = `/api/batches/${here.batchId}/recommendations/${here.provinceId}`;
  const items = applications.map((applicationId) => ({ applicationId, opinion: '同意推荐' }));
  const kept = await officer.put(list, { version: 0, items, opinion: '经集体研究' });
  if (kept.status !== 200) throw new Error(`no list: ${kept.text}`);
  if (!isOpen) await officer.post(`${list}/submission`, { version: 1 });
  return { officer, applications, consortia };
}

/** A job once it has ended, however it did. */
export async function endedJob(client: TestClient, jobId: string): Promise<Body> {
  for (let tries = 0; tries < 1200; tries++) {
    const { body } = await client.get(`/api/jobs/${jobId}`);
    if (!['waiting', 'running'].includes(body.state)) return body;
    await sleep(50);
  }
  throw new Error('the job never ends');
}
