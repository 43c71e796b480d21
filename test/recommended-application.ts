import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';
import { confirmedApplication, verifyApplication } from './verified-application.ts';

/** Takes an application all the way to the ministry: filled in, submitted, confirmed, verified and recommended by its province. */
export async function recommendedApplication(
  server: TestServer,
  { provinceId, ...here }: TestConsortium,
  more: object = {},
): Promise<void> {
  const revision = await confirmedApplication(server, { provinceId, ...here }, more);
  const officer = await server.join('provincial-officer', provinceId);
  await verifyApplication(officer, here.applicationId, revision);
  const list = `/api/batches/${here.batchId}/recommendations/${provinceId}`;
  const items = [{ applicationId: here.applicationId, opinion: '同意推荐' }];
  const ranked = await officer.put(list, { version: 0, items, opinion: '' });
  const sent = await officer.post(`${list}/submission`, { version: ranked.body.version });
  if (sent.status !== 200) throw new Error(`not recommended: ${sent.text}`);
}
