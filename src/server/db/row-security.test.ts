import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let outsider: { personId: string };
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  const changes = changesOf(await exampleForm('perfect'));
  const { sequence } = (await here.secretary.post(`/api/applications/${here.applicationId}/answers`, { changes })).body;
  await here.secretary.post(`/api/applications/${here.applicationId}/submission`, { sequence });
  const elsewhere = await testConsortium(server, { name: '他省联合体', ministryId: here.ministryId });
  outsider = elsewhere.secretary;
});
afterAll(() => server.close());

const tables = [
  'application',
  'answer',
  'answer_history',
  'revision',
  'revision_confirmation',
  'revision_document',
  'remark',
] as const;
const as = <T>(actor: { personId: string }, run: (tx: Tx) => Promise<T>) => server.context.db.asActor(actor, run);

/** Even if the application forgot every check of its own. */
describe('the database alone', () => {
  test('shows nobody a row of another tenant, and nothing at all without an actor', async () => {
    for (const table of tables) {
      const theirs = await as(outsider, (tx) =>
        sql<{
          n: number;
        }>`select count(*) as n from ${sql.table(table)} where consortium_id = ${here.consortiumId}::uuid`.execute(tx),
      );
      expect([table, theirs.rows[0]?.n]).toEqual([table, 0]);
      const nobody = await server.context.db.app.query(`select count(*) as n from ${table}`);
      expect([table, nobody.rows[0].n]).toEqual([table, 0]);
    }
    const mine = await as(here.secretary, (tx) => tx.selectFrom('answer').select('cell').execute());
    expect(mine.length).toBe(changesOf(await exampleForm('perfect')).length);
  });

  test('an actor set for one transaction is gone in the next on the same connection', async () => {
    await as(here.secretary, (tx) => tx.selectFrom('unit').select('id').execute());
    const { rows } = await server.context.db.app.query("select current_setting('lianheti.person', true) as person");
    expect(rows[0].person ?? '').toBe('');
  });

  test('lets nobody write into another tenant', async () => {
    const key = { consortium_id: here.consortiumId, application_id: here.applicationId };
    const attempts: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) =>
        tx
          .insertInto('remark')
          .values({ ...key, number: 1, cell: null, text: '侵入', person_id: outsider.personId })
          .execute(),
      (tx) =>
        tx
          .insertInto('revision_confirmation')
          .values({ ...key, number: 1, role: 'lead-school', person_id: outsider.personId })
          .execute(),
      (tx) => tx.insertInto('unit').values({ kind: 'member', name: '侵入', parent_id: here.consortiumId }).execute(),
      (tx) =>
        tx
          .insertInto('invitation')
          .values({
            token_hash: 'x',
            unit_id: here.consortiumId,
            role: 'secretariat',
            invited_by: outsider.personId,
            expires_at: new Date(),
          })
          .execute(),
      (tx) =>
        tx
          .insertInto('role_assignment')
          .values({ person_id: outsider.personId, unit_id: here.consortiumId, role: 'secretariat' })
          .execute(),
      (tx) => tx.updateTable('person').set({ name: '侵入' }).execute(),
      (tx) =>
        tx
          .insertInto('answer')
          .values({ ...key, cell: 'park', version: 1, changed_by: outsider.personId, changed_at: new Date() })
          .execute(),
      (tx) => tx.deleteFrom('application').execute(),
    ];
    for (const attempt of attempts)
      await expect(as(outsider, attempt)).rejects.toThrow(/row-level security|permission denied/);
    const moved = await as(outsider, (tx) =>
      tx.updateTable('application').set({ state: 'draft' }).where('id', '=', here.applicationId).executeTakeFirst(),
    );
    expect(moved.numUpdatedRows).toBe(0n);
  });

  test('a role that the application claims for a person widens nothing: rights are looked up from the person', async () => {
    const forged = { personId: outsider.personId, roles: ['ministry-officer'], role: 'lianheti_owner' };
    const rows = await as(forged, (tx) => tx.selectFrom('application').select('consortium_id').execute());
    expect(rows.map((row) => row.consortium_id)).not.toContain(here.consortiumId);
    const rights = await as(forged, (tx) =>
      sql<{ has: boolean }>`select has_right('manage-units', ${here.provinceId}::uuid) as has`.execute(tx),
    );
    expect(rights.rows).toEqual([{ has: false }]);
  });

  test('lets nobody act out of turn, not even in its own consortium', async () => {
    const key = { consortium_id: here.consortiumId, application_id: here.applicationId, number: 1 };
    const secretary = here.secretary.personId;
    await expect(
      as(here.secretary, (tx) =>
        tx
          .insertInto('revision_confirmation')
          .values({ ...key, role: 'lead-school', person_id: secretary })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      as(here.secretary, (tx) => tx.updateTable('application').set({ state: 'draft' }).execute()),
    ).rejects.toThrow(/no transition/);
    // The pack has such a transition, but it is the province's.
    await expect(
      as(here.secretary, (tx) => tx.updateTable('application').set({ state: 'returned' }).execute()),
    ).rejects.toThrow(/no transition/);
    await expect(
      as(here.secretary, (tx) =>
        tx
          .updateTable('application')
          .set({ pack_digest: server.context.packs.byId('toy-club')?.digest ?? '' })
          .execute(),
      ),
    ).rejects.toThrow(/keeps its consortium/);
    const saved = await server.context.db.app.query('select outcome from save_answers($1, $2, $3, $4, $5)', [
      secretary,
      crypto.randomUUID(),
      here.applicationId,
      '[]',
      'typed',
    ]);
    expect(saved.rows[0].outcome).toBe('no-session');
    expect(currentPack.workflow.initial).toBe('draft');
  });
});
