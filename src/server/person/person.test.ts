import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ example: true });
});
afterAll(() => server.close());

test('who looks at the list of people, or takes the summary table away, is on record', async () => {
  const security = await server.signIn('security@shili.example');
  const { body } = await security.get('/api/people');
  expect(body.items.length).toBeGreaterThan(10);
  const province = await server.signIn('province@shili.example');
  const [batch] = (await province.get('/api/batches')).body.items;
  await fetch(`${server.address}/api/batches/${batch.id}/summary.xlsx`, { headers: province.headers });
  const auditor = await server.signIn('audit@shili.example');
  const events = (await auditor.get('/api/audit')).body.items.map(
    ({ action, who }: { action: string; who: { name: string } }) => `${action} ${who.name}`,
  );
  expect(events).toContain('people.viewed 安全管理甲（虚构）');
  expect(events).toContain('summary.exported 省厅甲（虚构）');
});
