import { z } from 'zod';
import { type Standing, standings } from '#core/standing/standing.ts';
import { csvLine, safeCsvText } from '#documents/xlsx/ledger/safe-cell.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Day } from '#server/member/member-views.ts';
import { RegisterItem, registerOn } from '#server/standing/register.ts';
import { dayOf } from './beijing-time.ts';
import { publicPage } from './public-layout.ts';
import { readyToSend } from './public-pages.ts';
import type { PublicRecord } from './public-record.ts';
import { type RegisterFilter, registerPage } from './register-page.ts';
import { sendPublic } from './send-public.ts';

/** A form sends what was not chosen as nothing. */
const orNothing = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();

const Filter = z.object({
  on: orNothing(Day).meta({ description: '查询的日期，YYYY-MM-DD；默认今天（北京时间）' }),
  known: orNothing(Day).meta({ description: '只计截至该日已作出的决定，YYYY-MM-DD；默认计全部' }),
  standing: orNothing(z.enum(standings)),
  province: orNothing(z.string().max(100)),
});
const offset = z.coerce.number().int().min(0).max(1e6).default(0);
const Page = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200), offset });
const tags = ['公开数据'];
/** As the open data: any program may read it from anywhere. */
const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** The register as a page and a file. There is no end of its addresses, so each is made for who asks; what is public is in memory. */
export async function registerPageRoutes(app: App, { publicPages, example }: Context): Promise<void> {
  app.get('/public/register', {
    schema: { hide: true, querystring: Filter.extend({ offset }) },
    handler: async (request, reply) => {
      const record = await publicPages.record();
      const { offset: from, ...filter } = request.query;
      const page = registerPage(record, new Date(), withDay(filter), { offset: from });
      return sendPublic(request, reply, await readyToSend(publicPage(page, example), record.changedAt));
    },
  });

  app.get('/public/register.csv', {
    schema: { tags, summary: '某日的资格登记簿（CSV）', querystring: Filter, response: { 200: z.string() } },
    handler: async (request, reply) => {
      const record = await publicPages.record();
      const body = registerCsv(record, withDay(request.query));
      const kept = await readyToSend({ type: 'text/csv; charset=utf-8', body }, record.changedAt);
      return sendPublic(request, reply.headers(open), kept);
    },
  });
}

/** The register for other systems. */
export async function registerRoutes(app: App, { publicPages }: Context): Promise<void> {
  app.get('/api/public/consortia', {
    schema: {
      tags,
      summary: '某日的资格登记簿：每家联合体及其状态；支持 ETag',
      querystring: Filter.extend(Page.shape),
      response: { 200: z.object({ on: z.string(), total: z.int(), items: z.array(RegisterItem) }) },
    },
    handler: async (request, reply) => {
      const record = await publicPages.record();
      const { limit, offset: from, ...rest } = request.query;
      const filter = withDay(rest);
      const found = registerOn(record.register, filter);
      const body = JSON.stringify({ on: filter.on, total: found.length, items: found.slice(from, from + limit) });
      const kept = await readyToSend({ type: 'application/json; charset=utf-8', body }, record.changedAt);
      return sendPublic(request, reply.headers(open), kept);
    },
  });
}

type Asked = {
  on?: string | undefined;
  known?: string | undefined;
  standing?: Standing | undefined;
  province?: string | undefined;
};

function withDay({ on, ...rest }: Asked): RegisterFilter {
  return { ...rest, on: on ?? dayOf(new Date()) };
}

/** UTF-8 with its mark, which Excel needs to read Chinese; no cell is ever a formula. */
function registerCsv(record: PublicRecord, filter: RegisterFilter): string {
  const head = ['标识', '联合体', '省份', '批次', '状态', '起始日', '查询日期'];
  const rows = registerOn(record.register, filter).map(({ consortiumId, name, province, batch, label, since }) =>
    [consortiumId, name, province, batch ?? '', label, since, filter.on].map(safeCsvText),
  );
  return `\ufeff${[head, ...rows].map(csvLine).join('')}`;
}
