import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { verifiedForm } from '#server/verification/verified-form.ts';
import { readApplication } from './application-row.ts';
import { ApplicationParams, RevisionParams } from './form-views.ts';
import { type DocumentKind, frozenDocument } from './frozen-document.ts';

const types: Readonly<Record<DocumentKind, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};
const kinds: readonly DocumentKind[] = ['docx', 'pdf'];
const Download = z.object({ download: z.string().optional() });

export async function documentRoutes(app: App, context: Context): Promise<void> {
  for (const kind of kinds) {
    app.get(`/api/applications/:id/form.${kind}`, {
      schema: {
        tags: ['文件'],
        summary: `推荐书草稿（${kind}）；download 参数使浏览器下载`,
        params: ApplicationParams,
        querystring: Download,
      },
      handler: async ({ actor, params, query }, reply) => {
        const { bytes, name } = await draft(context, actor, params.id, kind);
        return sendFile(reply, kind, bytes, `${name}（草稿）`, query.download !== undefined);
      },
    });

    app.get(`/api/applications/:id/revisions/:n/form.${kind}`, {
      schema: {
        tags: ['文件'],
        summary: `已提交版本的推荐书（${kind}），每次字节相同`,
        params: RevisionParams,
        querystring: Download,
      },
      handler: async ({ actor, params, query }, reply) => {
        const { bytes, name } = await frozenDocument(context, actor, params.id, params.n, kind);
        return sendFile(reply, kind, bytes, `${name}（第${params.n}版）`, query.download !== undefined);
      },
    });

    app.get(`/api/applications/:id/verified-form.${kind}`, {
      schema: {
        tags: ['文件'],
        summary: `核实后的推荐书（${kind}）：更正的数据已替换，不予认可的空缺，每页注明`,
        params: ApplicationParams,
        querystring: Download,
      },
      handler: async ({ actor, params, query }, reply) => {
        const { bytes, name } = await verifiedForm(context, actor, params.id, kind);
        return sendFile(reply, kind, bytes, `${name}（核实后的推荐书）`, query.download !== undefined);
      },
    });
  }
}

async function draft({ db, forms, packs, documents }: Context, actor: Actor, id: string, kind: DocumentKind) {
  const { row, form } = await db.readAs(actor, async (tx) => {
    const found = await readApplication(tx, id);
    return { row: found, form: (await forms.at(tx, [found])).get(id) };
  });
  if (!form) throw new Error('a form that was read is missing');
  const stored = await packs.byDigest(row.pack_digest);
  return { bytes: await documents[kind](stored, form.answers), name: row.consortium };
}

function sendFile(reply: FastifyReply, kind: DocumentKind, bytes: Uint8Array, name: string, download: boolean) {
  const as = download || kind === 'docx' ? 'attachment' : 'inline';
  const encoded = encodeURIComponent(name).replaceAll("'", '%27');
  return reply
    .type(types[kind])
    .header('content-disposition', `${as}; filename="form.${kind}"; filename*=UTF-8''${encoded}.${kind}`)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
