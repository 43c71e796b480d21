import { z } from 'zod';
import { compareEditions, editionOn, itemsOf, searchItems } from '#core/catalogue/catalogue.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { readTable } from '#documents/catalogue/read-table.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveFile } from '#server/http/receive-file.ts';
import { Refusal } from '#server/http/refusal.ts';

const Id = z.enum(['major', 'occupation', 'division']);
const Day = z.iso.date();
const Item = z.object({ code: z.string(), name: z.string(), level: z.string().optional() });
const ids = Id.options;
const mostItems = 100_000;
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const tags = ['目录'];

export async function catalogueRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/catalogues', {
    schema: {
      tags,
      summary: '国家目录及其各版本的施行日期',
      response: {
        200: z.object({
          items: z.array(
            z.object({
              id: Id,
              title: z.string(),
              editions: z.array(
                z.object({ title: z.string(), validFrom: z.string(), validTo: z.string().nullable(), items: z.int() }),
              ),
            }),
          ),
        }),
      },
    },
    handler: async () => ({
      items: ids.map((id) => {
        const { title, editions } = context.catalogues.of(id);
        return {
          id,
          title,
          editions: editions.map((edition) => ({
            title: edition.title,
            validFrom: edition.validFrom,
            validTo: edition.validTo ?? null,
            items: edition.items.length,
          })),
        };
      }),
    }),
  });

  app.get('/api/catalogues/:id/items', {
    schema: {
      tags,
      summary: '按名称、代码、拼音或拼音首字母查找目录中的条目；on 指定哪一天有效的版本',
      params: z.object({ id: Id }),
      querystring: z.object({
        q: z.string().max(100).default(''),
        on: Day.optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      response: { 200: z.object({ edition: z.string().nullable(), items: z.array(Item) }) },
    },
    handler: async ({ params, query }) => {
      const edition = editionOn(context.catalogues.of(params.id), query.on ?? today());
      const found = edition ? searchItems(edition, query.q, query.limit) : [];
      return {
        edition: edition?.title ?? null,
        items: found.map(({ code, name, level }) => ({ code, name, ...(level === undefined ? {} : { level }) })),
      };
    },
  });

  app.post('/api/catalogues/:id/editions', {
    schema: {
      tags,
      summary: '导入新版目录（csv、xlsx或docx中的表格）：dryRun 只说明增加、改名和删去多少',
      consumes: ['multipart/form-data'],
      params: z.object({ id: Id }),
      querystring: z.object({
        title: z.string().trim().min(1).max(200),
        validFrom: Day,
        dryRun: z.stringbool().default(true),
      }),
      response: {
        200: z.object({
          items: z.int(),
          added: z.int(),
          changed: z.int(),
          removed: z.int(),
          findings: z.array(z.object({ row: z.int(), message: z.string() })),
          taken: z.boolean(),
        }),
      },
    },
    handler: async (request) => {
      const { actor, params, query } = request;
      const ministry = actor.roles.find(
        ({ role, unit }) => role === 'system-administrator' && unit.kind === 'ministry',
      )?.unit;
      if (!ministry) throw new Refusal('forbidden');
      const { items, findings } = itemsOf(await tableOf(await receiveFile(request)));
      if (items.length > mostItems) throw new Refusal('too-large');
      const changes = compareEditions(editionOn(context.catalogues.of(params.id), query.validFrom), {
        ...query,
        items,
      });
      const taken = !query.dryRun && findings.length === 0 && items.length > 0;
      if (taken) {
        await context.db.asActor(actor, async (tx) => {
          const row = {
            catalogue: params.id,
            title: query.title,
            valid_from: query.validFrom,
            items: JSON.stringify(items),
            imported_by: actor.personId,
          };
          await tx.insertInto('catalogue_edition').values(row).execute();
          await recordSystemAudit(tx, ministry.id, 'catalogue.imported', params.id, {
            title: query.title,
            items: items.length,
          });
        });
        await context.catalogues.refresh();
        context.db.bus.tell('lianheti_catalogue', params.id);
      }
      return { items: items.length, ...changes, findings: findings.slice(0, 100).map((one) => ({ ...one })), taken };
    },
  });
}

async function tableOf(bytes: Uint8Array) {
  try {
    return await readTable(bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Refusal('unreadable-file', { detail: error.message });
    throw error;
  }
}
