import type { TestClient } from './test-client.ts';
import { type TestConsortium, testConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

export type TestMember = { id: string; name: string; reporter: TestClient & { personId: string; email: string } };

/** A member of a consortium, and the client of one who reports for it. */
export async function testMember(
  server: TestServer,
  consortiumId: string,
  { name, category = 'enterprise' }: { name: string; category?: string },
): Promise<TestMember> {
  const id = await server.addUnit('member', name, consortiumId);
  await server.context.db.asOwner((tx) =>
    tx.updateTable('member').set({ category }).where('consortium_id', '=', consortiumId).where('id', '=', id).execute(),
  );
  server.context.db.bus.tell('lianheti_member', consortiumId);
  return { id, name, reporter: await server.join('member-reporter', id, `${name}填报人`) };
}

export type TestPartners = {
  here: TestConsortium;
  school: TestMember;
  firm: TestMember;
  other: TestMember;
  /** Where the consortium's routes begin. */
  url: string;
};

/** A consortium of a school and two enterprises. */
export async function testPartners(server: TestServer): Promise<TestPartners> {
  const here = await testConsortium(server);
  return {
    here,
    school: await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' }),
    firm: await testMember(server, here.consortiumId, { name: '示例机电' }),
    other: await testMember(server, here.consortiumId, { name: '示例物流' }),
    url: `/api/consortia/${here.consortiumId}`,
  };
}

/** The day in Beijing that many days from today. */
export const dayFromNow = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
