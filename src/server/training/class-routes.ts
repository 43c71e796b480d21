import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { longText, text } from '#server/http/text.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { confirmAttendance, markAttendance, showSignInCode } from './attend.ts';
import { certificatePaper } from './certificate-paper.ts';
import type { ClassTarget } from './class-row.ts';
import {
  AttendanceBody,
  CertificatePaperParams,
  ClassActBody,
  ClassBody,
  ClassChange,
  ClassesView,
  ClassParams,
  ClassView,
  IssuedTrainingPasses,
  ScoreBody,
  SignInCodeView,
  TraineeParams,
  TraineesBody,
} from './class-views.ts';
import { enrolTrainees, openEnrolment, renewTrainingPass, scoreTrainee } from './enrol-trainees.ts';
import { revokeCertificate } from './issue-training-certificate.ts';
import { listClasses, viewClass } from './view-class.ts';
import { actOnClass, changeClass, openClass } from './write-class.ts';

const tags = ['培训'];
const Edited = z.object({ version: z.int() });
const path = '/api/consortia/:id/training/classes';
const targetOf = ({ id, classId }: { id: string; classId: string }): ClassTarget => ({ consortiumId: id, classId });

/** Classes 班次: opened by who teaches, enrolled in by members or a link, signed in to by a code, ended with certificates and the ledgers' entries. */
export async function trainingClassRoutes(app: App, context: Context): Promise<void> {
  const addressOf = (request: { protocol: string; host: string }) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;

  app.get(path, {
    schema: {
      tags,
      summary: '联合体的培训班次，最近的在前',
      params: ConsortiumParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: ClassesView },
    },
    handler: async ({ actor, params, query }) => listClasses(context, actor, params.id, query),
  });

  app.post(path, {
    schema: {
      tags,
      summary: '开设一个班次',
      params: ConsortiumParams,
      body: ClassBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openClass(context, actor, params.id, body)),
  });

  app.get(`${path}/:classId`, {
    schema: {
      tags,
      summary: '一个班次：学员、签到、考核、评价、证书，现在可以做什么',
      params: ClassParams,
      response: { 200: ClassView },
    },
    handler: async ({ actor, params }) => viewClass(context, actor, targetOf(params)),
  });

  app.put(`${path}/:classId`, {
    schema: { tags, summary: '修改班次', params: ClassParams, body: ClassChange, response: { 200: Edited } },
    handler: async ({ actor, params, body }) => changeClass(context, actor, targetOf(params), body),
  });

  app.post(`${path}/:classId/acts`, {
    schema: {
      tags,
      summary: '办理结业（发证书、计入台账），或取消没有人来过的班次',
      params: ClassParams,
      body: ClassActBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => actOnClass(context, actor, targetOf(params), body),
  });

  app.post(`${path}/:classId/trainees`, {
    schema: {
      tags,
      summary: '登记学员；答复中是每人的链接，仅此一次',
      params: ClassParams,
      body: TraineesBody,
      response: { 201: IssuedTrainingPasses },
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const passes = await enrolTrainees(context, actor, targetOf(params), body, addressOf(request));
      return reply.code(201).send({ passes });
    },
  });

  app.post(`${path}/:classId/enrolment-link`, {
    schema: {
      tags,
      summary: '生成自己报名的链接，原来的失效',
      params: ClassParams,
      response: { 200: z.object({ link: z.string() }) },
    },
    handler: async (request) => openEnrolment(context, request.actor, targetOf(request.params), addressOf(request)),
  });

  app.post(`${path}/:classId/trainees/:traineeId/pass`, {
    schema: {
      tags,
      summary: '换发一名学员的链接，原来的失效',
      params: TraineeParams,
      response: { 200: IssuedTrainingPasses },
    },
    handler: async (request) => {
      const { actor, params } = request;
      const passes = await renewTrainingPass(context, actor, targetOf(params), params.traineeId, addressOf(request));
      return { passes };
    },
  });

  app.put(`${path}/:classId/trainees/:traineeId`, {
    schema: {
      tags,
      summary: '登记考核成绩，或没有来过的学员退出',
      params: TraineeParams,
      body: ScoreBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => scoreTrainee(context, actor, targetOf(params), params.traineeId, body),
  });

  app.get(`${path}/:classId/sign-in-code`, {
    schema: {
      tags,
      summary: '今天的签到码：每半分钟更换，供教室的屏幕显示',
      params: ClassParams,
      response: { 200: SignInCodeView },
    },
    handler: async (request) => showSignInCode(context, request.actor, targetOf(request.params), addressOf(request)),
  });

  app.put(`${path}/:classId/attendance`, {
    schema: {
      tags,
      summary: '代为登记或更正一天的签到',
      params: ClassParams,
      body: AttendanceBody,
      response: { 200: z.object({ marked: z.int() }) },
    },
    handler: async ({ actor, params, body }) => markAttendance(context, actor, targetOf(params), body),
  });

  app.post(`${path}/:classId/confirmation`, {
    schema: {
      tags,
      summary: '企业确认本单位职工的出勤，台账由此成为双方一致',
      params: ClassParams,
      body: z.object({ memberId: z.uuid(), reason: longText(500).default('') }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await confirmAttendance(context, actor, targetOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/training/certificates/:issuedId/:document', {
    schema: { tags, summary: '一张证书（Word、PDF）', params: CertificatePaperParams },
    handler: async (request, reply) => {
      const { id, document, issuedId } = request.params;
      const target = { consortiumId: id, certificateId: issuedId };
      const page = `${addressOf(request)}/certificates`;
      const { bytes, name, mediaType } = await certificatePaper(context, request.actor, target, document, page);
      const attached = `attachment; filename="${document}"; filename*=UTF-8''${encodeURIComponent(name)}`;
      return reply.type(mediaType).header('content-disposition', attached).send(bytes);
    },
  });

  app.post('/api/consortia/:id/training/certificates/:issuedId/revocation', {
    schema: {
      tags,
      summary: '作废一张证书，须写明原因',
      params: z.object({ id: z.uuid(), issuedId: z.uuid() }),
      body: z.object({ reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      const target = { consortiumId: params.id, certificateId: params.issuedId };
      await revokeCertificate(context, actor, target, body.reason);
      return reply.code(204).send(null);
    },
  });
}
