import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import { writeLedgerTemplate } from '#documents/xlsx/ledger/write-ledger-template.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { Filter } from '#server/ledger/entry-routes.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { categories } from '#server/member/member-row.ts';
import { exportEntries } from './export-entries.ts';

const tags = ['台账导入导出'];
const ConsortiumParams = z.object({ id: z.uuid() });
const KindParams = ConsortiumParams.extend({ kind: z.string().max(60) });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function ledgerFileRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;
  app.get('/api/consortia/:id/ledgers/template.xlsx', {
    schema: {
      tags,
      summary: '台账的 Excel 填报模板：一类，或全部；指定成员单位时只含它可填的类别；可离线填写，由本单位或秘书处上传',
      params: ConsortiumParams,
      querystring: z.object({ kind: z.string().max(60).optional(), member: z.uuid().optional() }),
    },
    handler: async ({ actor, params, query }, reply) => {
      await db.readAs(actor, (tx) => mustKnow(tx, params.id));
      const book = ledgerBook();
      const { byId } = await context.directories.of(params.id);
      const member = query.member === undefined ? undefined : byId.get(query.member);
      const asked = book.kinds.filter(
        (kind) =>
          (query.kind === undefined || kind.id === query.kind) && (!member || mayName(book, kind, member.category)),
      );
      if (asked.length === 0 || (query.member !== undefined && !member)) throw new Refusal('not-found');
      const bytes = await writeLedgerTemplate(asked, { categories, members: [...byId.values()] });
      const title = `${asked.length === 1 ? (asked[0]?.label ?? '') : ''}台账填报模板${member ? `（${member.name}）` : ''}`;
      return named(reply, `${title}.xlsx`, xlsx).send(Buffer.from(bytes));
    },
  });

  for (const [format, mediaType] of [
    ['xlsx', xlsx],
    ['csv', 'text/csv; charset=utf-8'],
  ] as const)
    app.get(`/api/consortia/:id/ledgers/:kind/entries.${format}`, {
      schema: {
        tags,
        summary: `导出一类台账的记录（${format}），筛选条件同列表，按首次填报的先后排列`,
        params: KindParams,
        querystring: Filter.omit({ sort: true }),
      },
      handler: async ({ actor, params, query }, reply) => {
        const order = { ...query, consortiumId: params.id, kind: params.kind, format };
        const { stream, title } = await exportEntries(context, actor, order);
        return named(reply, `${title}.${format}`, mediaType).send(Readable.from(stream));
      },
    });
}

/** Whether a member of that category can be one of the sides of such an entry. */
function mayName({ memberClasses }: LedgerBook, { fields }: LedgerKind, category: string): boolean {
  return Object.values(fields).some(
    (field) => field.type === 'member' && (memberClasses[field.of]?.includes(category) ?? true),
  );
}

export function named(reply: FastifyReply, name: string, mediaType: string): FastifyReply {
  return reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename="ledger"; filename*=UTF-8''${encodeURIComponent(name)}`);
}
