import { z } from 'zod';
import { readSerial } from '#core/training/certificate-serial.ts';
import type { Context } from '#server/context.ts';
import { passAllowance as config, PassParams } from '#server/council/pass-routes.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { signInByCode, tellOpinion } from './attend.ts';
import {
  CertificateContent,
  EnrolmentBody,
  EnrolmentView,
  OpinionBody,
  SignInBody,
  TrainingPassView,
  VerifiedCertificate,
} from './class-views.ts';
import { enrolSelf, viewEnrolment } from './enrol-trainees.ts';
import { eraseTrainee, viewTrainingPass } from './training-pass.ts';

const tags = ['培训'];
const done = { 204: z.null() };
/** Neither codes nor serials are to be tried one after another. */
const attemptsAMinute = 20;

type Found = { serial: string; digest: string; content: unknown; issued_at: Date; revoked_at: Date | null };

/** What one does by the link of a class, by one's own, and what anybody may ask of a certificate: no account, no name in the address. */
export async function trainingPassRoutes(app: App, context: Context): Promise<void> {
  const addressOf = (request: { protocol: string; host: string }) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;
  const isUnbounded = context.config.requestsPerMinute.address === 0;
  const few = isUnbounded ? 1e9 : attemptsAMinute;

  app.get('/api/public/training/:token', {
    config,
    schema: {
      tags,
      summary: '持链接的学员看到的班次、签到和成绩',
      params: PassParams,
      response: { 200: TrainingPassView },
    },
    handler: async ({ params }) => viewTrainingPass(context, params.token),
  });

  app.put('/api/public/training/:token/sign-in', {
    config: { rateLimit: { ...config.rateLimit, max: few } },
    schema: {
      tags,
      summary: '凭教室屏幕上现在的签到码签到',
      params: PassParams,
      body: SignInBody,
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await signInByCode(context, params.token, body.code);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/public/training/:token/opinion', {
    config,
    schema: { tags, summary: '评价培训：1至5分和意见', params: PassParams, body: OpinionBody, response: done },
    handler: async ({ params, body }, reply) => {
      await tellOpinion(context, params.token, body);
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/public/training/:token', {
    config,
    schema: {
      tags,
      summary: '删除本人信息：姓名、意见和链接；证书编号仍可核对，不再显示姓名',
      params: PassParams,
      response: done,
    },
    handler: async ({ params }, reply) => {
      await eraseTrainee(context, params.token);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/public/training-enrolments/:token', {
    config,
    schema: { tags, summary: '报名链接所指的班次', params: PassParams, response: { 200: EnrolmentView } },
    handler: async ({ params }) => viewEnrolment(context, params.token),
  });

  app.post('/api/public/training-enrolments/:token', {
    config,
    schema: {
      tags,
      summary: '自己报名，得到本人的链接；仅此一次',
      params: PassParams,
      body: EnrolmentBody,
      response: { 201: z.object({ link: z.string() }) },
    },
    handler: async (request, reply) => {
      const { params, body } = request;
      return reply.code(201).send(await enrolSelf(context, params.token, body.name, addressOf(request)));
    },
  });

  app.get('/api/public/training-certificates/:serial', {
    config: { rateLimit: { max: few, timeWindow: 60_000 } },
    schema: {
      tags,
      summary: '凭编号核对培训证书、技能等级证书（不需要登录）；改动一位即被识别',
      params: z.object({ serial: z.string().max(60) }),
      response: { 200: VerifiedCertificate },
    },
    handler: async ({ params }) => {
      const serial = readSerial(params.serial);
      if (serial === undefined) throw new Refusal('serial-wrong');
      const { rows } = await context.db.app.query<Found>('select * from verify_training_certificate($1)', [serial]);
      const [row] = rows;
      if (!row) throw new Refusal('not-found');
      const content = CertificateContent.parse(row.content);
      return {
        ...content,
        isErased: content.holder === '',
        serial: row.serial,
        digest: row.digest,
        issuedAt: row.issued_at.toISOString(),
        revokedAt: row.revoked_at?.toISOString() ?? null,
      };
    },
  });
}
