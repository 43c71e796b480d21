import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

const need = {
  title: '侵入',
  field: '侵入',
  kind: '工艺改进',
  budget: '1',
  openness: 'consortium',
  summary: '侵入',
};
const capability = { name: '侵入', field: '侵入', openedOn: '2023-01-01' };
const needs = '/api/consortia/{id}/technology-needs';
const capabilities = '/api/consortia/{id}/technology-capabilities';

/** Bodies that are right in shape for technology services. */
export const technologyBodies: Readonly<Record<string, unknown>> = {
  [`POST ${needs}`]: { ...need, memberId: crypto.randomUUID() },
  [`PUT ${needs}/{needId}`]: { ...need, version: 1 },
  [`PUT ${needs}/{needId}/check`]: { version: 1 },
  [`POST ${needs}/{needId}/attachments`]: { uploadId: crypto.randomUUID() },
  [`POST ${needs}/{needId}/admissions`]: { memberId: crypto.randomUUID() },
  [`PUT ${needs}/{needId}/admissions/{memberId}`]: { admits: true },
  [`POST ${capabilities}`]: { ...capability, kind: 'team', memberId: crypto.randomUUID() },
  [`PUT ${capabilities}/{capabilityId}`]: { ...capability, version: 1 },
  [`PUT ${capabilities}/{capabilityId}/check`]: { version: 1 },
};

/** A confidential need with a file, and a capability, called by secrets; answers what a route's address names. */
export async function keepTechnology(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret, entrySecret }: { memberId: string; secret: string; entrySecret: string },
): Promise<Readonly<Record<string, string>>> {
  const [needId, fileId, capabilityId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const whose = { consortium_id: consortiumId, person_id: personId };
  const named = { member_id: memberId, field: secret };
  const told = { title: secret, summary: secret, kind: '工艺改进', budget: '1', openness: 'confidential' };
  const file = { file_digest: '0'.repeat(64), file_name: entrySecret, media_type: 'text/plain', bytes: 1 };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('technology_need')
      .values({ ...whose, ...named, ...told, id: needId })
      .execute();
    await tx
      .insertInto('technology_need_detail')
      .values({ consortium_id: consortiumId, need_id: needId, text: entrySecret })
      .execute();
    await tx
      .insertInto('technology_need_file')
      .values({ ...whose, ...file, id: fileId, need_id: needId })
      .execute();
    await tx
      .insertInto('technology_capability')
      .values({ ...whose, ...named, id: capabilityId, kind: 'team', name: secret, opened_on: '2023-01-01' })
      .execute();
  });
  return { needId, fileId, capabilityId };
}
