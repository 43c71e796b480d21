import type { TestClient } from './test-client.ts';
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
