import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type Installation, visitDatabase } from '#server/db/visit-database.ts';

type AuditFault = { stream: string; sequence: number; fault: string };
export type AuditReport = { streams: number; events: number; faults: AuditFault[] };

type Row = {
  stream_id: string;
  sequence: number;
  at_micros: string;
  person_id: string | null;
  unit_id: string | null;
  action: string;
  subject: string;
  payload: string;
  previous_hash: string;
  hash: string;
};
type Head = { stream_id: string; count: number; hash: string };

const beginning = '0'.repeat(64);
const pageOf = 5000;

/**
 * Recomputes the whole audit chain of an installation and names every event that was changed, removed, added or put elsewhere. Works
 * beside a running server and without one. Throws with a Chinese message where the database cannot be reached.
 */
export function verifyAudit(config: Installation): Promise<AuditReport> {
  return visitDatabase(config, verifyChain);
}

/** Verifies the chains of a database that the client may read past row-level security. */
export async function verifyChain(client: pg.Client): Promise<AuditReport> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const { rows: heads } = await client.query<Head>(
      'select stream_id, count::integer as count, hash from audit_head order by stream_id',
    );
    const { rows: streams } = await client.query<{ stream_id: string }>(
      'select distinct stream_id from audit_event order by stream_id',
    );
    const faults: AuditFault[] = [];
    let events = 0;
    for (const stream of new Set([...heads, ...streams].map((row) => row.stream_id))) {
      const head = heads.find((row) => row.stream_id === stream);
      events += await verifyStream(client, stream, head, faults);
    }
    return { streams: new Set([...heads, ...streams].map((row) => row.stream_id)).size, events, faults };
  } finally {
    await client.query('rollback');
  }
}

/** The faults of some streams alone, within the caller's transaction. */
export async function verifyStreams(client: pg.Client, streams: readonly string[]): Promise<readonly AuditFault[]> {
  const { rows: heads } = await client.query<Head>(
    'select stream_id, count::integer as count, hash from audit_head where stream_id = any($1::uuid[])',
    [streams],
  );
  const faults: AuditFault[] = [];
  for (const stream of streams)
    await verifyStream(
      client,
      stream,
      heads.find((row) => row.stream_id === stream),
      faults,
    );
  return faults;
}

async function verifyStream(
  client: pg.Client,
  stream: string,
  head: Head | undefined,
  faults: AuditFault[],
): Promise<number> {
  const say = (sequence: number, fault: string) => faults.push({ stream, sequence, fault });
  let expected = 1;
  let previous = beginning;
  let events = 0;
  for (let from = 0; ; ) {
    const { rows } = await client.query<Row>(
      `select stream_id, sequence::integer as sequence, (extract(epoch from at) * 1000000)::bigint::text as at_micros, person_id, unit_id,
         action, subject, payload, previous_hash, hash
       from audit_event where stream_id = $1 and sequence > $2 order by sequence limit $3`,
      [stream, from, pageOf],
    );
    for (const row of rows) {
      for (let missing = expected; missing < row.sequence; missing++) say(missing, '事件缺失（被删除或移走）');
      // After a gap the chain is followed again from what the row itself claims to follow.
      const follows = row.sequence === expected ? previous : row.previous_hash;
      if (row.previous_hash !== follows) say(row.sequence, '与前一事件不相接（顺序被改动或事件被替换）');
      if (row.hash !== hashOf(row)) say(row.sequence, '内容与哈希不符（事件被改动）');
      if (!matchesPayload(row)) say(row.sequence, '检索栏目与事件内容不符（事件被改动）');
      expected = row.sequence + 1;
      previous = row.hash;
      events += 1;
      from = row.sequence;
    }
    if (rows.length < pageOf) break;
  }
  if (!head) say(0, '链头缺失');
  else {
    for (let missing = expected; missing <= head.count; missing++) say(missing, '事件缺失（被删除或移走）');
    if (head.count < expected - 1) say(expected - 1, '事件多于链头所记');
    if (head.count === expected - 1 && head.hash !== previous) say(head.count, '链头与最后一个事件不符');
  }
  return events;
}

function hashOf(row: Row): string {
  const text = `${row.previous_hash}\n${row.stream_id}\n${row.sequence}\n${row.payload}`;
  return createHash('sha256').update(text).digest('hex');
}

/** The columns that lists are made from say what the hashed payload says. */
function matchesPayload(row: Row): boolean {
  try {
    const payload: Record<string, unknown> = JSON.parse(row.payload);
    return (
      String(payload.at) === row.at_micros &&
      payload.person === row.person_id &&
      payload.unit === row.unit_id &&
      payload.action === row.action &&
      payload.subject === row.subject
    );
  } catch {
    return false;
  }
}
