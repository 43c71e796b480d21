import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { answerAdmission, askToSee } from './admit.ts';
import { listNeeds, publicNeeds } from './list-needs.ts';
import { attachNeedFile, readNeedFile, removeNeedFile } from './need-files.ts';
import type { NeedTarget } from './need-row.ts';
import {
  AdmissionAnswer,
  AdmissionBody,
  AdmissionParams,
  CapabilityBody,
  CapabilityChange,
  CapabilityPage,
  CapabilityParams,
  CheckBody,
  NeedBody,
  NeedChange,
  NeedFileParams,
  NeedPage,
  NeedParams,
  NeedView,
  PublicNeeds,
} from './need-views.ts';
import { sendStored } from './take-upload.ts';
import { viewNeed } from './view-need.ts';
import { changeCapability, checkCapability, listCapabilities, offerCapability } from './write-capability.ts';
import { changeNeed, checkNeed, postNeed } from './write-need.ts';

const tags = ['技术服务'];
const Made = z.object({ id: z.string() });
const Edited = z.object({ version: z.int() });
const done = { 204: z.null() };
const Search = z.object({
  q: z.string().max(100).default(''),
  kind: z.string().max(50).optional(),
  all: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1e6).default(0),
});
const needOf = ({ id, needId }: { id: string; needId: string }): NeedTarget => ({ consortiumId: id, needId });

/** What enterprises need, and what members can do for them. */
export async function needRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/public/technology-needs', {
    schema: {
      tags,
      summary: '企业向社会公开的技术需求',
      querystring: z.object({ consortium: z.uuid().optional() }),
      response: { 200: PublicNeeds },
    },
    handler: async ({ query }) => publicNeeds(context, query.consortium),
  });

  app.get('/api/consortia/:id/technology-needs', {
    schema: {
      tags,
      summary: '联合体内的技术需求：按名称、领域、关键词、企业查找；附本单位能力与各项需求相符的理由',
      params: ConsortiumParams,
      querystring: Search,
      response: { 200: NeedPage },
    },
    handler: async ({ actor, params, query: { kind, ...search } }) =>
      listNeeds(context, actor, params.id, { ...search, kind }),
  });

  app.post('/api/consortia/:id/technology-needs', {
    schema: {
      tags,
      summary: '企业发布技术需求，同时写入技术需求台账',
      params: ConsortiumParams,
      body: NeedBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await postNeed(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/technology-needs/:needId', {
    schema: {
      tags,
      summary: '一项技术需求的全部内容，以及与它相符的能力和理由；保密需求只有企业、秘书处和获准的单位可见',
      params: NeedParams,
      response: { 200: NeedView },
    },
    handler: async ({ actor, params }) => viewNeed(context, actor, needOf(params)),
  });

  app.put('/api/consortia/:id/technology-needs/:needId', {
    schema: {
      tags,
      summary: '修改或结束技术需求；version 是修改前看到的版本',
      params: NeedParams,
      body: NeedChange,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => changeNeed(context, actor, needOf(params), body),
  });

  app.put('/api/consortia/:id/technology-needs/:needId/check', {
    schema: {
      tags,
      summary: '秘书处核对技术需求，台账上成为双方的话',
      params: NeedParams,
      body: CheckBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => checkNeed(context, actor, needOf(params), body.version),
  });

  app.post('/api/consortia/:id/technology-needs/:needId/attachments', {
    schema: {
      tags,
      summary: '把一个传完的文件附到技术需求上',
      params: NeedParams,
      body: z.object({ uploadId: z.uuid() }),
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await attachNeedFile(context, actor, needOf(params), body.uploadId)),
  });

  app.get('/api/consortia/:id/technology-needs/:needId/attachments/:fileId', {
    exposeHeadRoute: false,
    schema: { tags, summary: '技术需求的附件；保密需求的只给获准的单位，并留下记录', params: NeedFileParams },
    handler: async ({ actor, params }, reply) =>
      sendStored(reply, await readNeedFile(context, actor, needOf(params), params.fileId)),
  });

  app.delete('/api/consortia/:id/technology-needs/:needId/attachments/:fileId', {
    schema: { tags, summary: '去掉技术需求的附件', params: NeedFileParams, response: done },
    handler: async ({ actor, params }, reply) => {
      await removeNeedFile(context, actor, needOf(params), params.fileId);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/technology-needs/:needId/admissions', {
    schema: {
      tags,
      summary: '申请查看保密需求；由企业自己提出的，即为准许',
      params: NeedParams,
      body: AdmissionBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await askToSee(context, actor, needOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/technology-needs/:needId/admissions/:memberId', {
    schema: {
      tags,
      summary: '企业准许或不准许一个单位查看',
      params: AdmissionParams,
      body: AdmissionAnswer,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await answerAdmission(context, actor, needOf(params), { memberId: params.memberId, admits: body.admits });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/technology-capabilities', {
    schema: {
      tags,
      summary: '联合体内的技术服务能力：平台、实验室、团队、仪器设备',
      params: ConsortiumParams,
      querystring: Search,
      response: { 200: CapabilityPage },
    },
    handler: async ({ actor, params, query: { kind, ...search } }) =>
      listCapabilities(context, actor, params.id, { ...search, kind }),
  });

  app.post('/api/consortia/:id/technology-capabilities', {
    schema: {
      tags,
      summary: '成员单位登记技术服务能力；共性技术服务平台同时写入台账',
      params: ConsortiumParams,
      body: CapabilityBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await offerCapability(context, actor, params.id, body)),
  });

  app.put('/api/consortia/:id/technology-capabilities/:capabilityId', {
    schema: {
      tags,
      summary: '修改或停用技术服务能力；version 是修改前看到的版本',
      params: CapabilityParams,
      body: CapabilityChange,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      changeCapability(context, actor, { consortiumId: params.id, capabilityId: params.capabilityId }, body),
  });

  app.put('/api/consortia/:id/technology-capabilities/:capabilityId/check', {
    schema: {
      tags,
      summary: '秘书处核对技术服务能力，台账上成为双方的话',
      params: CapabilityParams,
      body: CheckBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      checkCapability(context, actor, { consortiumId: params.id, capabilityId: params.capabilityId }, body.version),
  });
}
