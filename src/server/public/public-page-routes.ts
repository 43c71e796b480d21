import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { batchPage } from './batch-page.ts';
import { consortiaPage } from './consortia-page.ts';
import { consortiumPage } from './consortium-page.ts';
import { dataPage } from './data-page.ts';
import { homePage } from './home-page.ts';
import { listPage } from './list-page.ts';
import { listsPage } from './lists-page.ts';
import { objectionPage } from './objection-page.ts';
import { objectionRoutes } from './objection-routes.ts';
import { openDataRoutes } from './open-data-routes.ts';
import { openPageRoutes } from './open-page-routes.ts';
import { type PublicPage, publicPage, publicStyle } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';
import { registerPageRoutes } from './register-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { sendProblemPage } from './send-problem-page.ts';
import { sendPublic } from './send-public.ts';
import { standingPage } from './standing-page.ts';
import { statisticsPage } from './statistics-page.ts';
import { talentReportsPage, talentReportsPath } from './talent-report-page.ts';
import { publicTalentReportRoutes } from './talent-report-routes.ts';

/** Each page by its address: a pure function of what is public, the moment, and the id in the address. */
const pages: Readonly<Record<string, (record: PublicRecord, now: Date, id: string) => PublicPage | undefined>> = {
  '/public': homePage,
  '/public/lists': listsPage,
  '/public/lists/:id': listPage,
  '/public/batches/:id': batchPage,
  '/public/consortia': consortiaPage,
  '/public/consortia/:id': consortiumPage,
  '/public/register/:id': standingPage,
  [talentReportsPath]: talentReportsPage,
  '/public/statistics': statisticsPage,
  '/public/data': dataPage,
  '/public/objections/:id': objectionPage,
};
const Params = z.object({ id: z.string().optional() });

/** The public pages: no session, no cookie, no script. From memory they cost less than it would to count who asks for them. */
export async function publicPageRoutes(app: App, context: Context): Promise<void> {
  const { publicPages, example } = context;
  const config = { rateLimit: false };
  app.setErrorHandler((error: Error, request, reply) => sendProblemPage(error, request, reply, example));

  for (const [path, pageOf] of Object.entries(pages))
    app.get(path, {
      schema: { hide: true, params: Params },
      config,
      handler: async (request, reply) => {
        const { id = '' } = request.params;
        const kept = await publicPages.page(path.replace(':id', id), (record, now) => {
          const page = pageOf(record, now, id);
          return page && publicPage(page, example);
        });
        if (!kept) throw new Refusal('not-found');
        return sendPublic(request, reply, kept);
      },
    });

  app.get('/public/style.css', {
    schema: { hide: true },
    config,
    handler: async (request, reply) => {
      const kept = await publicPages.page('style', () => publicStyle);
      if (!kept) throw new Refusal('not-found');
      // Pages name it by what is in it.
      return sendPublic(request, reply, kept, { cacheControl: 'public, max-age=31536000, immutable' });
    },
  });

  app.get('/public/*', {
    schema: { hide: true },
    config,
    handler: async ({ url }, reply) => {
      if (url === '/public/') return reply.redirect('/public', 308);
      throw new Refusal('not-found');
    },
  });

  await openDataRoutes(app, context);
  await openPageRoutes(app, context);
  await objectionRoutes(app, context);
  await registerPageRoutes(app, context);
  await reportRoutes(app, context);
  await publicTalentReportRoutes(app, context);
}
