import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { objectionLimits, objectionPage, takenPage, trap } from './objection-page.ts';
import { isOwnForm } from './own-form.ts';
import { publicPage } from './public-layout.ts';
import { sendOnce } from './send-public.ts';
import { takeObjection } from './take-objection.ts';

const Form = z.object({
  consortium: z
    .union([z.literal('').transform(() => null), z.uuid()], '请从列表中选择。')
    .optional()
    .default(null),
  text: text(objectionLimits.text),
  name: text(objectionLimits.name),
  contact: text(objectionLimits.contact),
});
const Body = z.record(z.string(), z.string());

/** Objections an hour from one address: an office behind one address may have several, a program has many. */
const objectionsAnHour = 20;
const hour = 3_600_000;
/** The longest form as a browser sends it, each character as nine. */
const formBytes = 64_000;

/** Takes objections from the plain form. There is no session that another site could misuse; what it could do is refused all the same. */
export async function objectionRoutes(app: App, { db, publicPages, example, config }: Context): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => {
      const typed = [...new URLSearchParams(String(body))].map(([name, value]) => [
        name,
        value.replace(/\r\n?/g, '\n'),
      ]);
      done(null, Object.fromEntries(typed));
    },
  );

  app.post('/public/objections/:id', {
    schema: { hide: true, params: z.object({ id: z.string() }), body: Body },
    config: { rateLimit: { max: config.requestsPerMinute.address === 0 ? 1e9 : objectionsAnHour, timeWindow: hour } },
    handler: async (request, reply) => {
      if (!isOwnForm(request, config.publicUrl)) throw new Refusal('foreign-form');
      const { id } = request.params;
      const values = request.body;
      const record = await publicPages.record();
      const publication = record.publications.find((each) => each.id === id && each.kind === 'publicity');
      if (!publication) throw new Refusal('not-found');
      const again = (status: number, faults: Readonly<Record<string, string>>) => {
        const page = objectionPage(record, new Date(), id, { values, faults });
        if (!page) throw new Refusal('not-found');
        return sendOnce(reply, status, publicPage(page, example));
      };
      if (values[trap]) return again(422, { form: '有一栏是给程序设的，不用填写；请清空后再提交。' });
      const form = Form.safeParse(values);
      if (!form.success) return again(422, faultsOf(form.error, values));
      const taken = await takeObjection(db, id, form.data);
      if (taken.outcome === 'not-found') return again(422, { consortium: '名单中没有这家联合体，请重新选择。' });
      if (taken.outcome === 'closed') throw new Refusal('publicity-over');
      return sendOnce(reply, 201, publicPage(takenPage(publication, taken.id), example));
    },
  });
}

function faultsOf(error: z.ZodError, values: z.infer<typeof Body>): Record<string, string> {
  const limits: Readonly<Record<string, number>> = objectionLimits;
  const words = (name: string) => {
    const limit = limits[name];
    if (limit === undefined) return '请从列表中选择。';
    return (values[name] ?? '').length > limit ? `不超过${limit}字，现为${values[name]?.length}字。` : '请填写。';
  };
  return Object.fromEntries(error.issues.map(({ path }) => [String(path[0]), words(String(path[0]))]));
}
