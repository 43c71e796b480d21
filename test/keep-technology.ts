import { sql } from 'kysely';
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
const calls = '/api/consortia/{id}/technology-calls';
const contracts = '/api/consortia/{id}/technology-contracts';
const contract = {
  title: '侵入',
  amount: '1',
  signedOn: '2023-01-01',
  milestones: [{ title: '侵入', dueOn: '2023-02-01' }],
};
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
  [`POST ${calls}`]: { needId: crypto.randomUUID(), requirements: '侵入', closesAt: '2090-01-01T00:00:00Z' },
  [`POST ${calls}/{callId}/acts`]: { action: 'cancel', version: 1, text: '侵入' },
  [`POST ${calls}/{callId}/questions`]: { memberId: crypto.randomUUID(), text: '侵入' },
  [`PUT ${calls}/{callId}/questions/{questionId}`]: { answer: '侵入' },
  [`PUT ${calls}/{callId}/bidders/{memberId}`]: { amount: '1', days: 1, plan: '侵入' },
  [`POST ${calls}/{callId}/bids/{bidId}/attachments`]: { uploadId: crypto.randomUUID() },
  [`POST ${calls}/{callId}/judges`]: { email: 'nobody@shili.example' },
  [`PUT ${calls}/{callId}/scores/{bidId}`]: { score: 1, reason: '侵入' },
  [`POST ${contracts}`]: { ...contract, providerId: crypto.randomUUID(), enterpriseId: crypto.randomUUID() },
  [`POST ${contracts}/{contractId}/acts`]: { action: 'decline', version: 1 },
  [`PUT ${contracts}/{contractId}/milestones/{number}`]: { step: 'deliver', day: '2023-02-01' },
  [`POST ${contracts}/{contractId}/amendments`]: {
    ...{ number: '侵入', signedOn: '2023-01-01', reason: '侵入', amount: '2' },
    milestones: [{ number: null, title: '侵入', dueOn: '2023-02-01' }],
  },
  [`POST ${contracts}/{contractId}/amendments/{amendmentId}/acts`]: { action: 'confirm' },
  [`POST ${contracts}/{contractId}/receipts`]: {
    ...{ voucher: '侵入', amount: '1', receivedOn: '2023-02-01' },
    evidenceId: crypto.randomUUID(),
  },
  [`POST ${contracts}/{contractId}/results`]: {
    ...{ kind: '其他', title: '侵入', certificate: '侵入', grantedOn: '2023-02-01' },
  },
  [`POST ${contracts}/{contractId}/transfers`]: { way: '侵入', transferredOn: '2023-02-01' },
  [`PUT ${contracts}/{contractId}/{record}/{recordId}/confirmation`]: { benefit: '1' },
};

/** A confidential need with a file, and a capability, called by secrets; answers what a route's address names. */
export async function keepTechnology(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret, entrySecret }: { memberId: string; secret: string; entrySecret: string },
): Promise<Readonly<Record<string, string>>> {
  const [needId, fileId, capabilityId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const [callId, bidId, questionId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const [contractId, recordId, providerId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
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
    await tx
      .insertInto('technology_call')
      .values({ ...whose, id: callId, need_id: needId, requirements: secret, closes_at: new Date('2090-01-01') })
      .execute();
    await tx
      .insertInto('technology_question')
      .values({ ...whose, id: questionId, call_id: callId, member_id: memberId, text: secret })
      .execute();
    await sql`insert into unit (id, name, kind, parent_id) values (${providerId}, ${secret}, 'member', ${consortiumId})`.execute(
      tx,
    );
    await tx
      .insertInto('technology_bid')
      .values({ ...whose, id: bidId, call_id: callId, member_id: providerId, amount: '1', days: 1, plan: entrySecret })
      .execute();
    // A bid's file by the same id as the need's: a route's address names one only.
    await tx
      .insertInto('technology_bid_file')
      .values({ ...whose, ...file, id: fileId, call_id: callId, bid_id: bidId })
      .execute();
    const sides = { provider_id: providerId, enterprise_id: memberId, proposed_by: memberId };
    await tx
      .insertInto('technology_contract')
      .values({ ...whose, ...sides, id: contractId, title: entrySecret, amount: '1', signed_on: '2023-01-01' })
      .execute();
  });
  return { needId, fileId, capabilityId, callId, bidId, questionId, contractId, recordId, record: 'transfers' };
}
