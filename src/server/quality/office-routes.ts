import { z } from 'zod';
import { writeResults } from '#documents/xlsx/write-results.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { listFindings } from './list-findings.ts';
import { qualityRules } from './quality-book.ts';
import { FindingState, FindingsView, OfficeView, Severity } from './quality-views.ts';
import { requestRun } from './request-run.ts';
import { viewOffice } from './view-office.ts';

const tags = ['数据质量'];
const Year = z.coerce.number().int().min(2000).max(2999);
const Filter = z.object({
  year: Year.optional(),
  rule: z.string().max(60).optional(),
  severity: Severity.optional(),
  state: FindingState.optional(),
  province: z.uuid().optional(),
});
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const mostExported = 50_000;
const columns = [
  ...['省份', '联合体', '年度', '规则', '程度', '状态'].map((title) => ({
    title,
    width: title === '联合体' ? 32 : 14,
  })),
  ...['发现', '如何解决', '处理单位', '最近的说明或意见'].map((title) => ({
    title,
    width: title === '发现' ? 80 : 40,
  })),
  { title: '首次发现', width: 14 },
];

/** The quality of all consortia that an office sees. */
export async function qualityOfficeRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;
  app.get('/api/quality', {
    schema: {
      tags,
      summary: '我负责的全部联合体的数据质量：得分排名，按规则、程度和省份的发现数',
      querystring: z.object({ year: Year.optional() }),
      response: { 200: OfficeView },
    },
    handler: async ({ actor, query }) => viewOffice(context, actor, query.year),
  });

  app.post('/api/quality/runs', {
    schema: {
      tags,
      summary: '全面检查一个部门所辖的全部联合体，作为后台工作',
      body: z.object({ unitId: z.uuid() }),
      response: { 202: z.object({ jobId: z.string() }) },
    },
    handler: async ({ actor, body }, reply) =>
      reply.code(202).send({ jobId: await requestRun(context, actor, body.unitId) }),
  });

  app.get('/api/quality/findings', {
    schema: {
      tags,
      summary: '我能看到的发现，严重的在前',
      querystring: Filter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: FindingsView },
    },
    handler: async ({ actor, query: { limit, offset, ...filter } }) =>
      db.readAs(actor, (tx) => listFindings(tx, actor, qualityRules(), filter, { limit, offset })),
  });

  app.get('/api/quality/findings.xlsx', {
    schema: { tags, summary: '我能看到的发现（Excel），可按条件筛选', querystring: Filter },
    handler: async ({ actor, query }, reply) => {
      const all = { limit: mostExported, offset: 0 };
      const { items } = await db.readAs(actor, (tx) => listFindings(tx, actor, qualityRules(), query, all));
      const unit = actor.roles[0]?.unit.id;
      if (unit !== undefined)
        await db.asActor(actor, (tx) =>
          recordSystemAudit(tx, unit, 'quality.exported', unit, { ...query, findings: items.length }),
        );
      const lines = items.map((one) => [
        ...[one.province, one.consortium.name, one.year, one.ruleLabel, one.severityLabel, one.stateLabel],
        ...[one.text, one.settle, one.assignee.name, one.acts.findLast(({ text }) => text !== '')?.text ?? ''],
        one.firstFoundAt.slice(0, 10),
      ]);
      return reply
        .type(xlsx)
        .header(
          'content-disposition',
          `attachment; filename="findings.xlsx"; filename*=UTF-8''${encodeURIComponent('数据质量发现')}.xlsx`,
        )
        .send(Buffer.from(await writeResults('数据质量发现', columns, lines, '数据质量发现')));
    },
  });
}
