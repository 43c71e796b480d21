import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { OnceHeaders, onceOnly } from '#server/http/once-only.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { ledgerBook } from './ledger-book.ts';
import { ledgerSummary } from './ledger-summary.ts';
import { listEntries } from './list-entries.ts';
import { readEntry } from './read-entry.ts';
import { recordEntries } from './record-entries.ts';
import { EntryView, FindingOfEntry, namesOf, viewEntry } from './view-entry.ts';

const ConsortiumParams = z.object({ id: z.uuid() });
const KindParams = ConsortiumParams.extend({ kind: z.string().max(60) });
export const EntryParams = z.object({ id: z.uuid() });
export const Version = z.int().min(0).max(1e9);
export const Reason = text(500);
const Names = z.record(z.string(), z.string());

const ReportBody = z.object({
  values: z.record(z.string().max(60), z.unknown()),
  side: z.string().max(60).optional(),
  identityNumber: z.string().max(40).optional(),
});
const RowReport = ReportBody.extend({ id: z.uuid().optional(), version: Version.optional() });

const Outcome = z.enum(['added', 'confirmed', 'joined', 'disputed', 'changed', 'repeated', 'refused', 'stale']);
const RecordedView = z.object({
  outcome: Outcome,
  id: z.string().nullable(),
  version: z.int(),
  findings: z.array(FindingOfEntry).readonly(),
});

export const Filter = z.object({
  year: z.coerce.number().int().min(1900).max(2999).optional(),
  member: z.uuid().optional(),
  standing: z.enum(['confirmed', 'oneSided', 'disputed', 'withdrawn']).optional(),
  awaiting: z.stringbool().optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.string().max(60).optional(),
});

export const tags = ['台账'];

export async function entryRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/ledgers', {
    schema: { tags, summary: '台账的定义：各类台账的字段、同一件事的认定、年度规则和数据' },
    handler: async (_, reply) => reply.header('cache-control', 'private, max-age=300').send(ledgerBook()),
  });

  app.get('/api/consortia/:id/ledgers', {
    schema: {
      tags,
      summary: '各类台账的记录数、单方与有争议的记录数，以及等我答复的记录数',
      params: ConsortiumParams,
      response: {
        200: z.object({
          items: z.array(
            z.object({
              kind: z.string(),
              entries: z.int(),
              oneSided: z.int(),
              disputed: z.int(),
              awaiting: z.int(),
              returned: z.int(),
            }),
          ),
          /** What the actor may do: record for these members, or for all as the secretariat. */
          members: z.array(z.object({ id: z.string(), name: z.string() })),
          secretariat: z.boolean(),
        }),
      },
    },
    handler: async ({ actor, params }) => ledgerSummary(context, actor, params.id),
  });

  app.get('/api/consortia/:id/ledgers/:kind/entries', {
    schema: {
      tags,
      summary: '一类台账的记录：可按年度、单位、状态、文字筛选，可按任一字段排序',
      params: KindParams,
      querystring: Filter.extend({
        limit: z.coerce.number().int().min(1).max(500).default(50),
        offset: z.coerce.number().int().min(0).max(1e7).default(0),
      }),
      response: { 200: z.object({ items: z.array(EntryView), names: Names, total: z.int() }) },
    },
    handler: async ({ actor, params: { id, kind }, query: { limit, offset, ...filter } }) => {
      const page = { limit, offset };
      const { rows, total } = await listEntries(context, actor, { consortiumId: id, kind, ...filter }, page);
      const directory = await context.directories.of(id);
      return {
        items: rows.map((row) => viewEntry(row, directory)),
        names: namesOf(rows, directory, context.catalogues),
        total,
      };
    },
  });

  app.post('/api/consortia/:id/ledgers/:kind/entries', {
    bodyLimit: 200_000,
    schema: {
      tags,
      summary: '填报一条记录；对方已填报同一件事的，成为对它的确认或异议；重复填报不产生新记录',
      params: KindParams,
      headers: OnceHeaders,
      body: ReportBody.extend({ reason: Reason.optional() }),
      response: { 200: RecordedView, 201: RecordedView },
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const { reason, ...report } = body;
      const how = actor.token ? 'interface' : 'typed';
      const order = {
        consortiumId: params.id,
        kind: params.kind,
        reports: [report],
        mode: 'all',
        how,
        reason,
      } as const;
      const answer = await onceOnly(context.db, request, reply, async () => {
        const [recorded] = await recordEntries(context, actor, order);
        if (!recorded || recorded.outcome === 'refused')
          throw new Refusal('invalid', { fields: recorded?.findings.map(({ field }) => field), ...recorded });
        return { status: recorded.outcome === 'added' ? 201 : 200, body: recorded };
      });
      return reply.code(answer.status === 201 ? 201 : 200).send(answer.body);
    },
  });

  app.post('/api/consortia/:id/ledgers/:kind/reports', {
    bodyLimit: 20_000_000,
    schema: {
      tags,
      summary: '一并填报或修改多条记录：mode 为 all 时全部成功或全部不变，为 good 时只写入无误的；dryRun 只作校验',
      params: KindParams,
      headers: OnceHeaders,
      body: z.object({
        reports: z.array(RowReport).min(1).max(10_000),
        mode: z.enum(['all', 'good']).default('good'),
        dryRun: z.boolean().default(false),
        how: z.enum(['typed', 'import', 'interface']).default('typed'),
        reason: Reason.optional(),
      }),
      response: { 200: z.object({ results: z.array(RecordedView) }) },
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const how = actor.token ? 'interface' : body.how;
      const answer = await onceOnly(context.db, request, reply, async () => {
        const order = { consortiumId: params.id, kind: params.kind, ...body, how };
        return { status: 200, body: { results: [...(await recordEntries(context, actor, order))] } };
      });
      return reply.send(answer.body);
    },
  });

  app.get('/api/entries/:id', {
    schema: {
      tags,
      summary: '一条记录：各方填报、差异、计入的数据、修改记录和意见',
      params: EntryParams,
      response: {
        200: EntryView.extend({
          consortiumId: z.string(),
          names: Names,
          history: z.array(
            z.object({
              version: z.int(),
              action: z.string(),
              side: z.string(),
              change: z.record(z.string(), z.array(z.unknown())),
              reason: z.string().nullable(),
              by: z.string(),
              at: z.string(),
            }),
          ),
          remarks: z.array(
            z.object({
              kind: z.enum(['comment', 'return']),
              field: z.string().nullable(),
              text: z.string(),
              by: z.string(),
              at: z.string(),
            }),
          ),
          /** The record of the consortium's running that writes it, such as a meeting; it is changed there alone. */
          source: z.object({ noun: z.string(), recordId: z.string() }).nullable(),
          mine: z.array(z.string()),
        }),
      },
    },
    handler: async ({ actor, params }) => readEntry(context, actor, params.id),
  });
}
