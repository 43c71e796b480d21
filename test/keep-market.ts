import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

const anyId = crypto.randomUUID();

/** Bodies that are right in shape for profiles and applications. */
export const marketBodies: Readonly<Record<string, unknown>> = {
  'POST /api/consortia/{id}/profiles': {
    ...{ memberId: anyId, level: '高职' },
    students: [{ name: '侵入', major: '460103' }],
  },
  'POST /api/consortia/{id}/talent-applications/{applicationId}/acts': { version: 1, action: 'reject' },
};

/** A profile of a member's student, called by a secret. */
export async function keepMarket(
  server: TestServer,
  { consortiumId }: TestConsortium,
  { memberId, secret }: { memberId: string; secret: string },
): Promise<Readonly<Record<string, string>>> {
  const profileId = crypto.randomUUID();
  const said = { number: 1, name: secret, major: secret, level: '高职', is_minor: false };
  await server.context.db.asOwner((tx) =>
    tx
      .insertInto('talent_profile')
      .values({ consortium_id: consortiumId, id: profileId, member_id: memberId, ...said })
      .execute(),
  );
  return { profileId };
}
