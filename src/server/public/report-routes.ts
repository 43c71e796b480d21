import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { readReport } from '#server/violation/read-report.ts';
import { type ReportFile, takeReport } from '#server/violation/take-report.ts';
import { trap } from './objection-page.ts';
import { isOwnForm } from './own-form.ts';
import { type PublicPage, publicPage } from './public-layout.ts';
import { type ReportField, reportAnswerPage, reportLimits, reportPage, reportTakenPage } from './report-page.ts';
import { sendOnce } from './send-public.ts';

const Form = z.object({
  consortium: z.uuid(),
  text: text(reportLimits.text),
  name: z.literal('').or(text(reportLimits.name)).default(''),
  contact: z.literal('').or(text(reportLimits.contact)).default(''),
});
const Asked = z.object({ number: z.string().trim().max(40), secret: z.string().max(80) });

/** Of one address and hour, counted in memory only: what one reports, and how often one may try a number and its secret. */
const [reportsAnHour, queriesAnHour] = [10, 60];
const hour = 3_600_000;

/** The public's reports of violations. No session, no cookie; nothing of the sender is kept but what it typed. */
export async function reportRoutes(app: App, context: Context): Promise<void> {
  const { publicPages, example, config, db } = context;
  const limited = (max: number) => ({
    rateLimit: { max: config.requestsPerMinute.address === 0 ? 1e9 : max, timeWindow: hour },
  });
  const print = (page: PublicPage) => publicPage(page, example);

  app.get('/public/reports/new', {
    schema: { hide: true, querystring: z.object({ consortium: z.string().max(100).default('') }) },
    handler: async ({ query }, reply) => {
      const page = reportPage(await publicPages.record(), new Date(), { values: { ...query }, faults: {} });
      return sendOnce(reply, 200, print(page));
    },
  });

  app.post('/public/reports', {
    schema: { hide: true },
    config: limited(reportsAnHour),
    handler: async (request, reply) => {
      if (!isOwnForm(request, config.publicUrl)) throw new Refusal('foreign-form');
      const { values, files } = await receiveReport(request);
      const record = await publicPages.record();
      const again = (faults: Parameters<typeof reportPage>[2]['faults']) =>
        sendOnce(reply, 422, print(reportPage(record, new Date(), { values, faults })));
      if (values[trap]) return again({ form: '有一栏是给程序设的，不用填写；请清空后再提交。' });
      const form = Form.safeParse(values);
      if (!form.success) return again(faultsOf(form.error));
      const tooLarge = files.find(({ bytes }) => bytes.length > reportLimits.fileBytes);
      if (tooLarge) return again({ files: `“${tooLarge.name}”超过${reportLimits.fileBytes / 2 ** 20}MB。` });
      const taken = await takeReport(context, form.data, files);
      if (taken.outcome === 'unsuitable') return again({ files: `“${taken.name}”不能作为证据：${taken.why}` });
      if (taken.outcome === 'not-found') return again({ consortium: '登记簿中没有这家联合体，请重新选择。' });
      return sendOnce(reply, 201, print(reportTakenPage(taken.number, taken.secret)));
    },
  });

  app.get('/public/reports', { schema: { hide: true } }, async (_request, reply) =>
    sendOnce(reply, 200, print(reportAnswerPage())),
  );

  // By post, so that no address, history or log holds the secret.
  app.post('/public/reports/answer', {
    schema: { hide: true, body: Asked },
    config: limited(queriesAnHour),
    handler: async (request, reply) => {
      if (!isOwnForm(request, config.publicUrl)) throw new Refusal('foreign-form');
      const { number, secret } = request.body;
      const found = await readReport(db, number, secret);
      return sendOnce(reply, found ? 200 : 404, print(reportAnswerPage({ number, found })));
    },
  });
}

/** The form's texts and files; an empty choice of files is none. Throws `Refusal('wrong-media-type' | 'too-large' | 'bad-request')`. */
async function receiveReport(
  request: FastifyRequest,
): Promise<{ values: Record<string, string>; files: ReportFile[] }> {
  if (!request.isMultipart()) throw new Refusal('wrong-media-type');
  const values: Record<string, string> = {};
  const files: ReportFile[] = [];
  // One byte more than allowed, so that what is too large is told from what just fits.
  const limits = { files: reportLimits.files, fileSize: reportLimits.fileBytes + 1, fields: 10, parts: 16 };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') values[part.fieldname] = String(part.value).replace(/\r\n?/g, '\n');
      else {
        const bytes = await part.toBuffer();
        if (part.filename !== '' || bytes.length > 0) files.push({ name: part.filename || '证据', bytes });
      }
    }
  } catch (error) {
    if (error instanceof Refusal || (error instanceof Error && 'statusCode' in error)) throw error;
    throw new Refusal('bad-request');
  }
  return { values, files };
}

function faultsOf(error: z.ZodError): Partial<Record<ReportField, string>> {
  const words: Readonly<Record<string, string>> = {
    consortium: '请从列表中选择。',
    text: `请填写，不超过${reportLimits.text}字。`,
    name: `不超过${reportLimits.name}字。`,
    contact: `不超过${reportLimits.contact}字。`,
  };
  return Object.fromEntries(error.issues.map(({ path }) => [String(path[0]), words[String(path[0])] ?? '请填写。']));
}
