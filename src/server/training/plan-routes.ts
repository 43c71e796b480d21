import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams, Version } from '#server/member/member-views.ts';
import type { PlanTarget } from './gather-plan.ts';
import { planFile } from './plan-file.ts';
import {
  PinBody,
  PlanBody,
  PlanChange,
  PlanClassParams,
  PlanFileParams,
  PlanParams,
  PlansView,
  PlanView,
} from './plan-views.ts';
import { listPlans, viewPlan } from './view-plan.ts';
import { adoptPlan, beginSolution, pinClass, preparePlan } from './write-plan.ts';

const tags = ['培训'];
const path = '/api/consortia/:id/training/plans';
const targetOf = ({ id, planId }: { id: string; planId: string }): PlanTarget => ({ consortiumId: id, planId });

/** 年度培训计划: prepared of the needs, solved as a job, changed by hand, solved again, adopted into classes. */
export async function trainingPlanRoutes(app: App, context: Context): Promise<void> {
  app.get(path, {
    schema: { tags, summary: '各年度的培训计划', params: ConsortiumParams, response: { 200: PlansView } },
    handler: async ({ actor, params }) => listPlans(context, actor, params.id),
  });

  app.post(path, {
    schema: {
      tags,
      summary: '按需求编制一个年度的培训计划（秘书处）',
      params: ConsortiumParams,
      body: PlanBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await preparePlan(context, actor, params.id, body)),
  });

  app.get(`${path}/:planId`, {
    schema: {
      tags,
      summary: '一份计划：各班次的周、时段、场地、教师，没有安排的原因，与理论上限的差距',
      params: PlanParams,
      response: { 200: PlanView },
    },
    handler: async ({ actor, params }) => viewPlan(context, actor, targetOf(params)),
  });

  app.post(`${path}/:planId/solution`, {
    schema: {
      tags,
      summary: '围绕手工选定的班次重新编排，作为后台工作进行',
      params: PlanParams,
      body: PlanChange,
      response: { 202: z.object({ jobId: z.string(), version: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(202).send(await beginSolution(context, actor, targetOf(params), body)),
  });

  app.put(`${path}/:planId/classes/:planClassId`, {
    schema: {
      tags,
      summary: '手工选定一个班次的周、时段、场地和教师，或交还编排；冲突的说明与什么冲突',
      params: PlanClassParams,
      body: PinBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => pinClass(context, actor, targetOf(params), params.planClassId, body),
  });

  app.post(`${path}/:planId/adoption`, {
    schema: {
      tags,
      summary: '采用计划，生成各培训单位的班次',
      params: PlanParams,
      body: z.object({ version: Version }),
      response: { 200: z.object({ opened: z.int() }) },
    },
    handler: async ({ actor, params, body }) => adoptPlan(context, actor, targetOf(params), body.version),
  });

  app.get(`${path}/:planId/:document`, {
    schema: { tags, summary: '年度培训计划（Excel、PDF）', params: PlanFileParams },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name, mediaType } = await planFile(context, actor, targetOf(params), params.document);
      const attached = `attachment; filename="${params.document}"; filename*=UTF-8''${encodeURIComponent(name)}`;
      return reply.type(mediaType).header('content-disposition', attached).send(bytes);
    },
  });
}
