import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import {
  BoardRowView,
  BoardView,
  CandidateView,
  CollectionItem,
  CollectionParams,
  KindId,
  Level,
  PunctualityId,
} from './collection-views.ts';
import { exportBoard } from './export-board.ts';
import { handReturns } from './hand-returns.ts';
import { listCandidates } from './list-candidates.ts';
import { moveLevel } from './move-level.ts';
import { askNewConsortia, openCollection } from './open-collection.ts';
import { remindMissing } from './remind-missing.ts';
import { listBoardRows, listCollections, viewBoard } from './view-board.ts';

const tags = ['信息采集'];
const Moment = z.iso.datetime({ offset: true });
const Filter = z.object({ provinceId: z.uuid().optional(), punctuality: PunctualityId.optional() });
const Words = z
  .string()
  .max(5000)
  .transform((value) => value.trim())
  .default('');

export async function collectionRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/collections', {
    schema: {
      tags,
      summary: '我能看到的采集，近期的在前',
      response: { 200: z.object({ items: z.array(CollectionItem) }) },
    },
    handler: async ({ actor }) => ({ items: await listCollections(context, actor) }),
  });

  app.post('/api/collections', {
    schema: {
      tags,
      summary: '开设一期采集；应报日期默认为通知所定，应报单位默认为全部培育单位',
      body: z.object({
        unitId: z.uuid(),
        packId: z.string().max(100),
        kind: KindId,
        year: z.int().min(2022).max(2099),
        quarter: z.int().min(1).max(4).optional(),
        title: text(200),
        note: Words,
        opensAt: Moment.optional(),
        dueAt: Moment.optional(),
        consortia: z.array(z.uuid()).min(1).max(20_000).optional(),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => reply.code(201).send({ id: await openCollection(context, actor, body) }),
  });

  app.get('/api/collections/candidates', {
    schema: {
      tags,
      summary: '开设采集时可以选定的培育单位，连同省份和列入的批次',
      querystring: z.object({ unitId: z.uuid() }),
      response: { 200: z.object({ items: z.array(CandidateView) }) },
    },
    handler: async ({ actor, query }) => ({ items: await listCandidates(context, actor, query.unitId) }),
  });

  app.get('/api/collections/:id', {
    schema: {
      tags,
      summary: '一期采集：各级时间、调整记录、各省进度和报部记录',
      params: CollectionParams,
      response: { 200: BoardView },
    },
    handler: async ({ actor, params }) => viewBoard(context, actor, params.id),
  });

  app.get('/api/collections/:id/returns', {
    schema: {
      tags,
      summary: '各联合体的报送情况，按省份、是否按时筛选',
      params: CollectionParams,
      querystring: Filter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).default(0),
      }),
      response: { 200: z.object({ items: z.array(BoardRowView), total: z.int() }) },
    },
    handler: async ({ actor, params, query }) => listBoardRows(context, actor, params.id, query),
  });

  app.get('/api/collections/:id/returns.xlsx', {
    schema: { tags, summary: '报送情况（Excel）', params: CollectionParams, querystring: Filter },
    handler: async ({ actor, params, query }, reply) => {
      const { bytes, name } = await exportBoard(context, actor, params.id, query);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          `attachment; filename="returns.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });

  app.post('/api/collections/:id/consortia', {
    schema: {
      tags,
      summary: '增补开设以后列入培育名单的联合体',
      params: CollectionParams,
      response: { 200: z.object({ asked: z.int() }) },
    },
    handler: async ({ actor, params }) => ({ asked: await askNewConsortia(context, actor, params.id) }),
  });

  app.post('/api/collections/:id/levels', {
    schema: {
      tags,
      summary: '延长或提前结束一级的时间，写明理由；原来的时间保留在案',
      params: CollectionParams,
      body: z.object({ level: Level, dueAt: Moment, closesAt: Moment, reason: text(1000), version: z.int().min(1) }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => moveLevel(context, actor, params.id, body),
  });

  app.post('/api/collections/:id/handings', {
    schema: {
      tags,
      summary: '省级报部：已审核通过的一并报送，附意见；重复提交得到同一结果',
      params: CollectionParams,
      body: z.object({ unitId: z.uuid(), number: z.int().min(1).max(10_000), remark: Words }),
      response: { 200: z.object({ number: z.int(), handed: z.int() }) },
    },
    handler: async ({ actor, params, body }) => handReturns(context, actor, params.id, body),
  });

  app.post('/api/collections/:id/reminders', {
    schema: {
      tags,
      summary: '提醒还没有报送的联合体，每人每天至多一次',
      params: CollectionParams,
      body: z.object({ provinceId: z.uuid().optional(), text: Words.pipe(z.string().max(500)) }),
      response: { 200: z.object({ consortia: z.int(), people: z.int() }) },
    },
    handler: async ({ actor, params, body }) => remindMissing(context, actor, params.id, body),
  });
}
