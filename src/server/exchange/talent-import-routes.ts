import { z } from 'zod';
import { writeLedgerTemplate } from '#documents/xlsx/ledger/write-ledger-template.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginCheck, beginImport } from '#server/ledger-import/begin-import.ts';
import { Acceptance, Begun } from '#server/ledger-import/import-routes.ts';
import { named } from '#server/ledger-import/ledger-file-routes.ts';
import { categories } from '#server/member/member-row.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { mustKnowTalent, type TalentRight } from '#server/talent/talent-right.ts';
import { currentTalentBook } from './current-talent-book.ts';

const tags = ['数据交换'];
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const lines = [
  '1. “岗位”由企业填写，“专业培养”由学校填写；用不到的工作表留空即可。',
  '2. 深色表头为必填列，浅色表头为选填列。鼠标停在表头上可看到填写要求。',
  '3. “外部编号”填本单位系统中的编号：同一单位、同一来源系统的同一编号再次导入时更新原来的一条，内容没有变化则不变。',
  '4. 请不要修改工作表名称和表头文字；列的先后可以调整。',
  '5. 日期填写为 2026-05-01，月薪以元为单位，只写数字；月薪不填为面议。',
  '6. 上传时先逐行告知新增、修改、重复或有误，确认后才写入。',
];

/** Positions and cohorts from a school's or an enterprise's own system, as a file: checked row by row, then taken. */
export async function talentImportRoutes(app: App, context: Context): Promise<void> {
  const mayImport = (actor: Actor, consortiumId: string) =>
    context.db.readAs(actor, (tx) => mustSpeakForSome(mustKnowTalent(tx, consortiumId)));

  app.get('/api/consortia/:id/talent-imports/template.xlsx', {
    schema: { tags, summary: '岗位和专业培养的 Excel 导入模板', params: ConsortiumParams },
    handler: async ({ actor, params }, reply) => {
      const { manages, own } = await mayImport(actor, params.id);
      const { byId } = await context.directories.of(params.id);
      const members = [...byId.values()].filter(({ id }) => manages || own.includes(id));
      const about = { title: '岗位和专业导入模板', lines };
      const bytes = await writeLedgerTemplate(currentTalentBook().kinds, { categories, members, about });
      return named(reply, `${about.title}.xlsx`, xlsx).send(Buffer.from(bytes));
    },
  });

  app.post('/api/consortia/:id/talent-imports', {
    schema: {
      tags,
      summary: '上传岗位或专业培养（.xlsx 或 .csv）：先逐行核对，不写入；返回后台工作的编号，核对结果见该工作',
      consumes: ['multipart/form-data'],
      params: ConsortiumParams,
      querystring: z.object({ kind: z.enum(['position', 'programme']).optional() }),
      response: { 202: Begun },
    },
    handler: async (request, reply) => {
      const { actor, params, query } = request;
      await mayImport(actor, params.id);
      const jobId = await beginCheck(context, request, params.id, { book: 'talent', kind: query.kind });
      return reply.code(202).send({ jobId });
    },
  });

  app.post('/api/consortia/:id/talent-imports/:importId/acceptance', {
    schema: {
      tags,
      summary: '按核对过的文件导入岗位或专业培养；同一外部编号再次导入时更新，没有变化则不写',
      params: ConsortiumParams.extend({ importId: z.uuid() }),
      body: Acceptance.omit({ reason: true }),
      response: { 202: Begun },
    },
    handler: async ({ actor, params, body: { mode } }, reply) => {
      await mayImport(actor, params.id);
      const order = { consortiumId: params.id, importId: params.importId, book: 'talent', mode } as const;
      const jobId = await beginImport(context, actor, { ...order, reason: undefined });
      return reply.code(202).send({ jobId });
    },
  });
}

/** Throws `Refusal('forbidden')` for who speaks for no member. */
async function mustSpeakForSome(known: Promise<TalentRight>): Promise<TalentRight> {
  const right = await known;
  if (!right.manages && right.own.length === 0) throw new Refusal('forbidden');
  return right;
}
