import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import type { Role } from '#core/access/role.ts';
import type { Config } from '#server/config.ts';
import { readConfig } from '#server/config.ts';
import { type Context, createContext } from '#server/context.ts';
import type { LedgerSize } from '#server/example/ledgers/ledger-plans.ts';
import { loadExample } from '#server/example/load-example.ts';
import { type App, createApp } from '#server/http/app.ts';
import { createPerson } from '#server/invitation/accept-invitation.ts';
import { type TestClient, testClient } from './test-client.ts';
import { testDatabase } from './test-database.ts';

export const testPassword = 'Ceshi-2023!x';

export type TestServer = {
  context: Context;
  app: App;
  address: string;
  superuser: ClientConfig;
  /** A client without a session. */
  stranger: TestClient;
  signIn: (email: string, password?: string) => Promise<TestClient>;
  /** A new person with a role in a unit, and a client with a session of theirs. */
  join: (role: Role, unitId: string, name?: string) => Promise<TestClient & { personId: string; email: string }>;
  addUnit: (kind: string, name: string, parentId: string | null) => Promise<string>;
  close: () => Promise<void>;
};

/** The whole server on a database and a port of its own; with the example, its accounts included, where asked for; its ledgers small unless said otherwise. */
export async function testServer(
  options: { example?: boolean; ledgers?: LedgerSize; config?: Partial<Config> } = {},
): Promise<TestServer> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-data-'));
  const config = {
    ...(await readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' })),
    requestsPerMinute: { person: 0, address: 0 },
    ...options.config,
  };
  const first = await createContext(config, database.db);
  if (options.example) await loadExample(first, { ledgers: options.ledgers ?? 'small' });
  const context = { ...first, example: options.example ?? false };
  const app = await createApp(context);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const passwords = (await context.auth.$context).password;
  let hash: Promise<string> | undefined;
  let people = 0;

  return {
    context,
    app,
    address,
    superuser: database.superuser,
    stranger: testClient(address, {}),
    signIn: async (email, password) => {
      const client = testClient(address, {});
      const answer = await client.post('/api/auth/sign-in/email', {
        email,
        password: password ?? (options.example ? 'Shili-2023!' : testPassword),
      });
      if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${answer.status}`);
      return testClient(address, { cookie: answer.cookie });
    },
    join: async (role, unitId, name = `测试${role}`) => {
      hash ??= passwords.hash(testPassword);
      people += 1;
      const email = `person${people}@ceshi.example`;
      const ready = await hash;
      const personId = await context.db.asOwner(async (tx) => {
        const id = await createPerson(tx, name, email, ready);
        // As after enrolment: what officers may do is the subject of most tests, not how they enrol.
        await tx.updateTable('person').set({ two_factor_enabled: true }).where('id', '=', id).execute();
        await tx.insertInto('role_assignment').values({ person_id: id, unit_id: unitId, role }).execute();
        return id;
      });
      const session = await (await context.auth.$context).internalAdapter.createSession(personId);
      return { ...testClient(address, { authorization: `Bearer ${session.token}` }), personId, email };
    },
    addUnit: async (kind, name, parentId) => {
      const id = crypto.randomUUID();
      await context.db.asOwner((tx) => tx.insertInto('unit').values({ id, kind, name, parent_id: parentId }).execute());
      return id;
    },
    close: async () => {
      await app.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
