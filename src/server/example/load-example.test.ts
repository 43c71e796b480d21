import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAll } from '#server/figure/verify-figures.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { exampleAccounts } from './example-accounts.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ example: true, ledgers: 'full' });
}, 180_000);
afterAll(() => server.close());

async function consortiumOf(number: number) {
  const secretary = await server.signIn(`secretariat${number}@shili.example`);
  const [consortium] = (await secretary.get('/api/consortia')).body.items;
  const form = (await secretary.get(`/api/applications/${consortium.application.id}`)).body;
  return { secretary, path: `/api/consortia/${consortium.id}`, form };
}

type Filled = { figure?: string; year: number; confirmed: number; binding: boolean };
const filledOf = (ledger: Readonly<Record<string, Filled>>) => Object.values(ledger);
const cellsApart = (findings: readonly { check: string; cells: readonly string[] }[]) =>
  findings.filter(({ check }) => check === 'ledger-figure').flatMap(({ cells }) => cells);

describe('the example province', () => {
  test('has a first consortium whose form and ledgers agree, and a second where three figures do not', async () => {
    const first = await consortiumOf(1);
    expect(cellsApart(first.form.findings)).toEqual([]);
    expect(Object.keys(first.form.ledger).length).toBeGreaterThan(80);
    expect(cellsApart((await consortiumOf(2)).form.findings)).toEqual([
      'apprentices.2022',
      'researchFundsReceived.2022',
      'employeeTrainingDays.2022',
    ]);
  });

  test('stands, in its first consortium, on confirmed entries with a picture behind each figure of the form', async () => {
    const { secretary, path, form } = await consortiumOf(1);
    const pictured = new Set<string>();
    for (const offset of [0, 50])
      for (const { mediaType, entries } of (await secretary.get(`${path}/evidence?limit=50&offset=${offset}`)).body
        .items)
        if (mediaType === 'image/png') for (const { id } of entries) pictured.add(id);
    const without = [];
    for (const { figure, year, binding } of filledOf(form.ledger)) {
      if (!binding || figure === undefined) continue;
      const found = await entriesBehind(secretary, `${path}/figures/${figure}/${year}`);
      if (!found.some(({ id, standing }) => standing === 'confirmed' && pictured.has(id)))
        without.push(`${figure}.${year}`);
    }
    expect(without).toEqual([]);
  });

  test('has closed 2022 in the first consortium, and corrected one amount since with a reason', async () => {
    const { secretary, path } = await consortiumOf(1);
    const { items } = (await secretary.get(`${path}/years`)).body;
    expect(items).toMatchObject([{ year: 2022, restatements: 1 }]);
    const { value, restatements } = (await secretary.get(`${path}/figures/researchFundsReceived/2022`)).body;
    expect(value).toBe('2316.8');
    expect(restatements).toHaveLength(1);
    expect(restatements[0].reason).toContain('虚构');
    expect(Number(restatements[0].before.amount)).toBeLessThan(2316.8);
  });

  test('has members in its third consortium who filed nothing for the last year, and duplicates to merge', async () => {
    const { secretary, path } = await consortiumOf(3);
    const { members } = (await secretary.get(`${path}/filing?year=2025`)).body;
    const reporting = members.filter(({ category }: { category: string }) =>
      /Vocational|university|enterprise/.test(category),
    );
    const silent = reporting.filter(({ state }: { state: string }) => state === 'nothing');
    expect(silent.length).toBeGreaterThanOrEqual(9);
    expect(silent.length).toBeLessThan(reporting.length / 2);
    const duplicates = (await secretary.get(`${path}/ledgers/enterprise-teacher/duplicates`)).body.items;
    expect(duplicates.length).toBeGreaterThan(0);
  });

  test('has figures that are the sums of their entries, and every member’s reporter signs in', async () => {
    expect((await asSuperuser(server.superuser, verifyAll)).faults).toEqual([]);
    for (const { email, role } of exampleAccounts) if (role === 'member-reporter') await server.signIn(email);
  });
});

type Behind = { id: string; standing: string };

async function entriesBehind(reader: Awaited<ReturnType<TestServer['signIn']>>, path: string): Promise<Behind[]> {
  const all: Behind[] = [];
  for (let offset = 0; ; offset += 500) {
    const { entries } = (await reader.get(`${path}?limit=500&offset=${offset}`)).body;
    all.push(...entries);
    if (entries.length < 500) return all;
  }
}
