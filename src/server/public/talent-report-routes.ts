import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { publishedPaper, type ReportFormat, renderPaper } from '#server/talent-report/report-paper.ts';
import { ReportContent } from '#server/talent-report/report-views.ts';
import { publicPage } from './public-layout.ts';
import { readyToSend } from './public-pages.ts';
import { sendPublic } from './send-public.ts';
import { talentReportPage, talentReportsPath } from './talent-report-page.ts';

const Published = z.object({ content: ReportContent, digest: z.string() });
const Params = z.object({ id: z.string() });
const formats = ['report.docx', 'report.pdf'] as const satisfies readonly ReportFormat[];

/** Each published demand report as a page, Word and PDF: read when it is asked for, since there are more of them than memory should hold. */
export async function publicTalentReportRoutes(app: App, context: Context): Promise<void> {
  const { db, example } = context;
  /** Throws `Refusal('not-found')` for what was not published, or was withdrawn. */
  const mustBePublished = async (id: string): Promise<z.infer<typeof Published>> => {
    if (!z.uuid().safeParse(id).success) throw new Refusal('not-found');
    const { rows } = await db.app.query<{ report: unknown }>('select public_talent_report($1) as report', [id]);
    if (!rows[0]?.report) throw new Refusal('not-found');
    return Published.parse(rows[0].report);
  };

  app.get(`${talentReportsPath}/:id`, {
    schema: { hide: true, params: Params },
    handler: async (request, reply) => {
      const { id } = request.params;
      const { content, digest } = await mustBePublished(id);
      const page = publicPage(talentReportPage(id, content, digest), example);
      return sendPublic(request, reply, await readyToSend(page, new Date()));
    },
  });

  for (const format of formats)
    app.get(`${talentReportsPath}/:id/${format}`, {
      schema: { hide: true, params: Params },
      handler: async ({ params }, reply) => {
        const { content } = await mustBePublished(params.id);
        const { bytes, name, mediaType } = await renderPaper(context, publishedPaper(content), format);
        const attached = `attachment; filename="${format}"; filename*=UTF-8''${encodeURIComponent(name)}`;
        return reply.type(mediaType).header('content-disposition', attached).send(bytes);
      },
    });
}
