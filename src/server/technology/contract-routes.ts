import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { decideAmendment, readAmendmentFile, writeAmendment } from './amend-contract.ts';
import { AmendmentActBody, AmendmentBody, AmendmentParams } from './amendment-views.ts';
import { confirmRecord, noteReceipt, noteResult, noteTransfer, takeRecordBack } from './contract-records.ts';
import type { ContractTarget } from './contract-row.ts';
import {
  ConfirmationBody,
  ContractActBody,
  ContractBody,
  ContractPage,
  ContractParams,
  ContractView,
  FiguresView,
  MilestoneBody,
  MilestoneParams,
  ReceiptBody,
  RecordParams,
  ResultBody,
  TransferBody,
} from './contract-views.ts';
import { sendStored } from './take-upload.ts';
import { listContracts, viewContract, viewFigures } from './view-contract.ts';
import { actOnContract, proposeContract, stepMilestone } from './write-contract.ts';

const tags = ['技术服务'];
const Made = z.object({ id: z.string() });
const done = { 204: z.null() };
const contractOf = ({ id, contractId }: { id: string; contractId: string }): ContractTarget => ({
  consortiumId: id,
  contractId,
});

/** Contracts between two members, and what follows from them: milestones, receipts, results, transfers, and the figures of all. */
export async function contractRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/technology-contracts', {
    schema: {
      tags,
      summary: '技术合同：成员看本单位的，管理部门看全部',
      params: ConsortiumParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: ContractPage },
    },
    handler: async ({ actor, params, query }) => listContracts(context, actor, params.id, query),
  });

  app.get('/api/consortia/:id/technology-figures', {
    schema: {
      tags,
      summary: '分年度的成果转化率、到账经费、成果和效益，逐项打开到项目',
      params: ConsortiumParams,
      response: { 200: FiguresView },
    },
    handler: async ({ actor, params }) => viewFigures(context, actor, params.id),
  });

  app.post('/api/consortia/:id/technology-contracts', {
    schema: {
      tags,
      summary: '一方登记技术合同，等对方确认',
      params: ConsortiumParams,
      body: ContractBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await proposeContract(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/technology-contracts/:contractId', {
    schema: {
      tags,
      summary: '一份技术合同：节点、到账、成果、转化，现在可以做什么',
      params: ContractParams,
      response: { 200: ContractView },
    },
    handler: async ({ actor, params }) => viewContract(context, actor, contractOf(params)),
  });

  app.post('/api/consortia/:id/technology-contracts/:contractId/acts', {
    schema: {
      tags,
      summary: '确认合同、不成立、验收；确认后以双方的话写入台账',
      params: ContractParams,
      body: ContractActBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => actOnContract(context, actor, contractOf(params), body),
  });

  app.put('/api/consortia/:id/technology-contracts/:contractId/milestones/:number', {
    schema: {
      tags,
      summary: '研发单位交付一个节点，或企业验收它',
      params: MilestoneParams,
      body: MilestoneBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await stepMilestone(context, actor, { ...contractOf(params), number: params.number }, body);
      return reply.code(204).send(null);
    },
  });

  const amendments = '/api/consortia/:id/technology-contracts/:contractId/amendments';
  app.post(amendments, {
    schema: {
      tags,
      summary: '一方登记补充协议：金额、节点（未通过的可改），可附文件；对方确认之前合同不变',
      params: ContractParams,
      body: AmendmentBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await writeAmendment(context, actor, contractOf(params), body)),
  });

  app.post(`${amendments}/:amendmentId/acts`, {
    schema: {
      tags,
      summary: '对方确认或不同意补充协议，登记的一方撤回；确认后合同和台账随之改变',
      params: AmendmentParams,
      body: AmendmentActBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      const { amendmentId } = params;
      await decideAmendment(context, actor, { ...contractOf(params), amendmentId }, body.action);
      return reply.code(204).send(null);
    },
  });

  app.get(`${amendments}/:amendmentId/file`, {
    exposeHeadRoute: false,
    schema: { tags, summary: '补充协议的文件', params: AmendmentParams },
    handler: async ({ actor, params }, reply) => {
      const { amendmentId } = params;
      return sendStored(reply, await readAmendmentFile(context, actor, { ...contractOf(params), amendmentId }));
    },
  });

  app.post('/api/consortia/:id/technology-contracts/:contractId/receipts', {
    schema: {
      tags,
      summary: '研发单位登记到账，附凭证；同时写入台账，等企业确认',
      params: ContractParams,
      body: ReceiptBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await noteReceipt(context, actor, contractOf(params), body)),
  });

  app.post('/api/consortia/:id/technology-contracts/:contractId/results', {
    schema: {
      tags,
      summary: '研发单位登记成果（专利、奖励等）；同时写入台账，等企业确认',
      params: ContractParams,
      body: ResultBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await noteResult(context, actor, contractOf(params), body)),
  });

  app.post('/api/consortia/:id/technology-contracts/:contractId/transfers', {
    schema: {
      tags,
      summary: '研发单位登记成果转化，等企业确认效益',
      params: ContractParams,
      body: TransferBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await noteTransfer(context, actor, contractOf(params), body)),
  });

  app.put('/api/consortia/:id/technology-contracts/:contractId/:record/:recordId/confirmation', {
    schema: {
      tags,
      summary: '企业确认到账、成果，或转化及其效益',
      params: RecordParams,
      body: ConfirmationBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      const { record, recordId } = params;
      await confirmRecord(context, actor, { ...contractOf(params), record, recordId }, body);
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/consortia/:id/technology-contracts/:contractId/:record/:recordId', {
    schema: { tags, summary: '撤回企业尚未确认的到账、成果或转化', params: RecordParams, response: done },
    handler: async ({ actor, params }, reply) => {
      const { record, recordId } = params;
      await takeRecordBack(context, actor, { ...contractOf(params), record, recordId });
      return reply.code(204).send(null);
    },
  });
}
