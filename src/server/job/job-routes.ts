import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { jobFolder, resultFile, resultPart } from './job-folder.ts';

const tags = ['后台工作'];
const JobParams = z.object({ id: z.uuid() });

export const JobView = z.object({
  id: z.string(),
  consortiumId: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  text: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  /** What came of it, by the job's kind; `file` where there is something to download. */
  result: z.record(z.string(), z.unknown()).nullable(),
  message: z.string().nullable(),
  by: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export async function jobRoutes(app: App, context: Context): Promise<void> {
  const { db, config } = context;
  app.get('/api/jobs/:id', {
    schema: { tags, summary: '一项后台工作：进度和结果', params: JobParams, response: { 200: JobView } },
    handler: async ({ actor, params }) => viewJob(await readJob(context, actor, params.id)),
  });

  app.get('/api/consortia/:id/jobs', {
    schema: {
      tags,
      summary: '联合体近期的后台工作：我发起的，秘书处可见全部',
      params: JobParams,
      querystring: z.object({ kind: z.string().max(60).optional() }),
      response: { 200: z.object({ items: z.array(JobView) }) },
    },
    handler: async ({ actor, params, query }) =>
      db.readAs(actor, async (tx) => {
        await mustKnow(tx, params.id);
        let found = selectJobs(tx).where('job.consortium_id', '=', params.id);
        if (query.kind !== undefined) found = found.where('job.kind', '=', query.kind);
        const rows = await found.orderBy('job.created_at', 'desc').limit(50).execute();
        return { items: rows.map(viewJob) };
      }),
  });

  app.post('/api/jobs/:id/cancellation', {
    schema: {
      tags,
      summary: '取消一项尚未完成的后台工作；已写入的内容不撤回',
      params: JobParams,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params }, reply) => {
      await readJob(context, actor, params.id);
      const { numUpdatedRows } = await db.asActor(actor, (tx) =>
        tx
          .updateTable('job')
          .set({ state: 'cancelled', updated_at: sql`clock_timestamp()` })
          .where('id', '=', params.id)
          .where('state', 'in', ['waiting', 'running'])
          .executeTakeFirst(),
      );
      if (numUpdatedRows === 0n) throw new Refusal('action-not-possible');
      db.bus.tell('lianheti_job', `cancelled ${params.id}`);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/jobs/:id/result', {
    schema: { tags, summary: '下载后台工作生成的文件', params: JobParams },
    handler: async ({ actor, params }, reply) => {
      const { state, result } = await readJob(context, actor, params.id);
      const { file } = (state === 'done' && OneResult.safeParse(result).data) || {};
      return sendResult(reply, join(jobFolder(config, params.id), resultFile), file);
    },
  });

  app.get('/api/jobs/:id/results/:number', {
    schema: {
      tags,
      summary: '下载后台工作生成的几个文件中的一个，从1数起',
      params: JobParams.extend({ number: z.coerce.number().int().min(1).max(1000) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { state, result } = await readJob(context, actor, params.id);
      const { files } = (state === 'done' && ManyResults.safeParse(result).data) || {};
      const path = join(jobFolder(config, params.id), resultPart(params.number));
      return sendResult(reply, path, files?.[params.number - 1]);
    },
  });
}

const Named = z.object({ name: z.string(), mediaType: z.string() });
const OneResult = z.object({ file: Named });
const ManyResults = z.object({ files: z.array(Named) });

/** Throws `Refusal('not-found')` where the job made no such file, or it is there no longer. */
async function sendResult(reply: FastifyReply, path: string, file: z.infer<typeof Named> | undefined) {
  const size = await stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
  if (!file || size === undefined) throw new Refusal('not-found');
  return reply
    .type(file.mediaType)
    .header('content-length', size)
    .header('content-disposition', `attachment; filename="result"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .send(createReadStream(path));
}

/** A job that the actor may see. Throws `Refusal('not-found')`. */
export async function readJob(context: Pick<Context, 'db'>, actor: Actor, id: string): Promise<JobRow> {
  const row = await context.db.readAs(actor, (tx) => selectJobs(tx).where('job.id', '=', id).executeTakeFirst());
  if (!row) throw new Refusal('not-found');
  return row;
}

type JobRow = Awaited<ReturnType<ReturnType<typeof selectJobs>['executeTakeFirstOrThrow']>>;

/** Jobs that the actor may see. */
export function selectJobs(tx: Tx) {
  return tx
    .selectFrom('job')
    .select(['id', 'consortium_id', 'kind', 'state', 'done', 'total', 'text', 'parameters', 'result', 'message'])
    .select(['created_by', 'created_at', 'updated_at']);
}

export function viewJob(row: JobRow): z.input<typeof JobView> {
  const Known = JobView.pick({ state: true, parameters: true, result: true });
  const { state, parameters, result } = Known.parse(row);
  return {
    id: row.id,
    consortiumId: row.consortium_id,
    kind: row.kind,
    state,
    done: row.done,
    total: row.total,
    text: row.text,
    parameters,
    result,
    message: row.message,
    by: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
