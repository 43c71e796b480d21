import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';

const Event = z.object({
  stream: z.string(),
  sequence: z.int(),
  at: z.string(),
  who: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  action: z.string(),
  subject: z.string(),
  hash: z.string(),
});

/** `at,stream,sequence` of the last event shown. */
const Cursor = z.string().regex(/^[^,]{20,40},[0-9a-f-]{36},\d{1,15}$/);

export async function auditRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/audit', {
    schema: {
      tags: ['审计'],
      summary: '审计事件，由近及远（审计人员、审计管理员）',
      querystring: z.object({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
      response: { 200: z.object({ items: z.array(Event), next: z.string().nullable() }) },
    },
    handler: async ({ actor, query: { cursor, limit } }) => {
      const [at, stream, sequence] = cursor?.split(',') ?? [];
      const rows = await db.readAs(actor, (tx) => {
        const events = tx
          .selectFrom('audit_event')
          .select(['stream_id', 'sequence', 'person_id', 'action', 'subject', 'hash'])
          .select([
            sql<string>`to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'),
            sql<string | null>`name_of(person_id)`.as('name'),
          ])
          .orderBy('audit_event.at', 'desc')
          .orderBy('stream_id')
          .orderBy('sequence', 'desc')
          .limit(limit + 1);
        if (at === undefined) return events.execute();
        // Newest first, then by stream, then by falling sequence, as the list is ordered.
        return events
          .where(sql<boolean>`(audit_event.at < ${at}::timestamptz or (audit_event.at = ${at}::timestamptz
            and (stream_id > ${stream}::uuid or (stream_id = ${stream}::uuid and sequence < ${sequence}::bigint))))`)
          .execute();
      });
      const items = rows.slice(0, limit).map((row) => ({
        stream: row.stream_id,
        sequence: row.sequence,
        at: row.at,
        who: row.person_id === null ? null : { id: row.person_id, name: row.name },
        action: row.action,
        subject: row.subject,
        hash: row.hash,
      }));
      const last = items.at(-1);
      return { items, next: rows.length > limit && last ? `${last.at},${last.stream},${last.sequence}` : null };
    },
  });
}
