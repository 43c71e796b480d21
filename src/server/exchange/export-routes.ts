import { Readable } from 'node:stream';
import { streamLedgerExport } from '#documents/xlsx/ledger/stream-ledger-export.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { inPages } from '#server/ledger-import/in-pages.ts';
import { named } from '#server/ledger-import/ledger-file-routes.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { type Export, type ExportedRow, resourceExport, talentExports } from './exports.ts';

const tags = ['数据交换'];
const pageSize = 2000;
const first = '00000000-0000-0000-0000-000000000000';
const formats = [
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['csv', 'text/csv; charset=utf-8'],
] as const;

/** Whole lists as files, for a person's spreadsheet or another system. */
export async function exportRoutes(app: App, context: Context): Promise<void> {
  for (const [noun, list] of Object.entries({ ...talentExports, resources: resourceExport }))
    for (const [format, mediaType] of formats)
      app.get(`/api/consortia/:id/${noun}.${format}`, {
        schema: { tags, summary: `导出${list.title}（${format}）`, params: ConsortiumParams },
        handler: async ({ actor, params }, reply) => {
          const stream = await exportList(context, actor, { consortiumId: params.id, noun, format }, list);
          return named(reply, `${list.title}.${format}`, mediaType).send(Readable.from(stream));
        },
      });
}

type Order = { consortiumId: string; noun: string; format: 'xlsx' | 'csv' };

/** Who takes a list away is on record. Throws `Refusal('not-found')`. */
async function exportList(
  { db, directories }: Context,
  actor: Actor,
  { consortiumId, noun, format }: Order,
  list: Export,
): Promise<ReadableStream<Uint8Array>> {
  const page = (after: string) => db.readAs(actor, (tx) => list.page(tx, consortiumId, after, pageSize));
  const rows = await db.asActor(actor, async (tx) => {
    await list.mustKnow(tx, consortiumId);
    await recordAudit(tx, consortiumId, 'list.exported', noun, { format });
    return list.page(tx, consortiumId, first, pageSize);
  });
  const { byId } = await directories.of(consortiumId);
  return streamLedgerExport<ExportedRow>(list.kind(), inPages(rows, page, pageSize), {
    format,
    valuesOf: ({ values }) => values,
    nameOf: (member) => byId.get(member)?.name ?? '（已退出的单位）',
  });
}
