import { sql } from 'kysely';
import { z } from 'zod';
import { tidyCertificateCode } from '#documents/certificate/certificate.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustSeeDirectory } from '#server/member/member-row.ts';
import { MemberParams } from '#server/member/member-views.ts';
import { Content, IssuedList, Verified } from './certificate-views.ts';
import { issueCertificate } from './issue-certificate.ts';

const tags = ['成员证明'];
const path = '/api/consortia/:id/members/:memberId/certificates';
const CertificateParams = MemberParams.extend({ certificateId: z.uuid() });
/** Codes are not to be tried one after another. */
const attemptsAMinute = 30;

type Found = { code: string; digest: string; content: unknown; issued_at: Date; revoked_at: Date | null };

export async function certificateRoutes(app: App, { db, documents, config }: Context): Promise<void> {
  app.get(path, {
    schema: { tags, summary: '一个成员单位的证明', params: MemberParams, response: { 200: IssuedList } },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        await mustSeeDirectory(tx, params.id);
        const rows = await tx
          .selectFrom('certificate')
          .select(['id', 'code', 'content', 'issued_at', 'revoked_at'])
          .where('consortium_id', '=', params.id)
          .where('member_id', '=', params.memberId)
          .orderBy('issued_at', 'desc')
          .execute();
        const right = await sql<{
          may: boolean;
        }>`select has_right('issue-certificate', ${params.id}::uuid) as may`.execute(tx);
        return {
          canIssue: right.rows[0]?.may ?? false,
          items: rows.map(({ id, code, content, issued_at, revoked_at }) => ({
            id,
            code,
            issuedAt: issued_at.toISOString(),
            revokedAt: revoked_at?.toISOString() ?? null,
            year: Content.parse(content).figures[0]?.year ?? null,
          })),
        };
      }),
  });

  app.post(path, {
    schema: {
      tags,
      summary: '开具成员证明；year 是列入其已确认工作记录的年份',
      params: MemberParams,
      body: z.object({ year: z.int().min(2000).max(2100).optional() }),
      response: { 201: z.object({ id: z.string(), code: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await issueCertificate(db, actor, params.id, params.memberId, body.year)),
  });

  app.get(`${path}/:certificateId/certificate.pdf`, {
    schema: { tags, summary: '成员证明（PDF），每次字节相同', params: CertificateParams },
    handler: async (request, reply) => {
      const { actor, params } = request;
      const row = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('certificate')
          .select(['code', 'digest', 'content'])
          .where('consortium_id', '=', params.id)
          .where('member_id', '=', params.memberId)
          .where('id', '=', params.certificateId)
          .executeTakeFirst(),
      );
      if (!row) throw new Refusal('not-found');
      const content = Content.parse(row.content);
      const address = `${config.publicUrl ?? `${request.protocol}://${request.host}`}/verify`;
      const bytes = await documents.certificate({ content, code: row.code, digest: row.digest, address });
      const name = encodeURIComponent(`成员单位证明（${content.organisation}）`).replaceAll("'", '%27');
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="certificate.pdf"; filename*=UTF-8''${name}.pdf`)
        .send(Buffer.from(bytes));
    },
  });

  app.post(`${path}/:certificateId/revocation`, {
    schema: { tags, summary: '作废一份成员证明', params: CertificateParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await db.asActor(actor, async (tx) => {
        const known = await tx
          .selectFrom('certificate')
          .select(sql<boolean>`has_right('issue-certificate', consortium_id)`.as('may'))
          .where('consortium_id', '=', params.id)
          .where('member_id', '=', params.memberId)
          .where('id', '=', params.certificateId)
          .executeTakeFirst();
        if (!known) throw new Refusal('not-found');
        if (!known.may) throw new Refusal('forbidden');
        const revoked = await tx
          .updateTable('certificate')
          .set({ revoked_at: new Date() })
          .where('consortium_id', '=', params.id)
          .where('id', '=', params.certificateId)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (revoked.numUpdatedRows > 0n)
          await recordAudit(tx, params.id, 'certificate.revoked', params.certificateId, { member: params.memberId });
      });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/public/certificates/:code', {
    schema: {
      tags,
      summary: '凭校验码核对一份成员证明（不需要登录）',
      params: z.object({ code: z.string().max(60) }),
      response: { 200: Verified },
    },
    config: {
      rateLimit: { max: config.requestsPerMinute.address === 0 ? 1e9 : attemptsAMinute, timeWindow: 60_000 },
    },
    handler: async ({ params }) => {
      const code = tidyCertificateCode(params.code);
      const { rows } = await db.app.query<Found>('select * from verify_certificate($1)', [code ?? '']);
      const [row] = rows;
      if (!row) throw new Refusal('not-found');
      return {
        ...Content.parse(row.content),
        code: row.code,
        digest: row.digest,
        issuedAt: row.issued_at.toISOString(),
        revokedAt: row.revoked_at?.toISOString() ?? null,
      };
    },
  });
}
