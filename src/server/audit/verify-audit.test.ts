import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { verifyChain } from './verify-audit.ts';

let server: TestServer;
let consortiumId: string;
beforeAll(async () => {
  server = await testServer();
  const here = await testConsortium(server);
  consortiumId = here.consortiumId;
  for (let n = 0; n < 6; n++)
    await here.secretary.put(`/api/applications/${here.applicationId}/answers/park`, {
      value: `园区${n}`,
      baseVersion: n,
    });
});
afterAll(() => server.close());

/** Tampers as somebody with the database's own powers could, verifies, and puts everything back. */
async function afterTampering(statement: string) {
  return asSuperuser(server.superuser, async (client: pg.Client) => {
    await client.query('create temp table kept_events as select * from audit_event');
    await client.query('create temp table kept_heads as select * from audit_head');
    await client.query('alter table audit_event disable trigger user');
    try {
      await client.query(statement.replaceAll('$stream', `'${consortiumId}'`));
      return (await verifyChain(client)).faults;
    } finally {
      await client.query('delete from audit_event; insert into audit_event select * from kept_events');
      await client.query('delete from audit_head; insert into audit_head select * from kept_heads');
      await client.query('alter table audit_event enable trigger user');
    }
  });
}

describe('the audit chain', () => {
  test('is whole after ordinary work, in a stream for each consortium', async () => {
    const report = await asSuperuser(server.superuser, verifyChain);
    expect(report.faults).toEqual([]);
    expect(report.events).toBeGreaterThanOrEqual(7);
  });

  test.each([
    [
      'a changed event',
      `update audit_event set payload = replace(payload, 'park', 'bark') where stream_id = $stream and sequence = 3`,
      3,
    ],
    [
      'a changed actor in the searchable columns',
      `update audit_event set person_id = gen_random_uuid() where stream_id = $stream and sequence = 4`,
      4,
    ],
    [
      'a changed time',
      `update audit_event set at = at + interval '1 hour' where stream_id = $stream and sequence = 2`,
      2,
    ],
    ['a removed event', `delete from audit_event where stream_id = $stream and sequence = 4`, 4],
    [
      'the last event removed',
      `delete from audit_event where stream_id = $stream and sequence = (select count from audit_head where stream_id = $stream)`,
      7,
    ],
    [
      'an event whose hash was forged to fit',
      `update audit_event set payload = 'x', hash = audit_hash(previous_hash, stream_id, sequence, 'x') where stream_id = $stream and sequence = 5`,
      5,
    ],
    [
      'two events exchanged',
      `update audit_event set sequence = case sequence when 2 then -2 when 3 then -3 end where stream_id = $stream and sequence in (2, 3); update audit_event set sequence = case sequence when -2 then 3 else 2 end where stream_id = $stream and sequence < 0`,
      2,
    ],
  ])('%s is found, and named', async (_, statement, sequence) => {
    const faults = await afterTampering(statement);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatchObject({ stream: consortiumId, sequence });
  });

  test('a whole stream removed is found by its head, and a head removed by its events', async () => {
    expect(await afterTampering('delete from audit_event where stream_id = $stream')).toHaveLength(7);
    expect(await afterTampering('delete from audit_head where stream_id = $stream')).toMatchObject([
      { fault: '链头缺失' },
    ]);
  });

  test('cannot be changed or removed by the role that serves requests, nor by the owner of the tables', async () => {
    const { db } = server.context;
    for (const statement of [
      'update audit_event set action = action',
      'delete from audit_event',
      'truncate audit_event',
      'insert into audit_event select * from audit_event',
      'delete from audit_head',
    ])
      await expect(db.app.query(statement)).rejects.toThrow(/permission denied/);
    for (const statement of [
      'update audit_event set action = action',
      'delete from audit_event',
      'truncate audit_event',
    ])
      await expect(
        asSuperuser(server.superuser, (client) => client.query(`set role lianheti_owner; ${statement}`)),
      ).rejects.toThrow(/never changed/);
  });
});
