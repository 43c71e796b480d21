import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { examplePassword } from '#server/example/example-accounts.ts';
import { listExampleAccounts } from '#server/example/list-example-accounts.ts';
import type { App } from '#server/http/app.ts';

const SignInPage = z.object({
  example: z.boolean(),
  accounts: z.array(z.object({ email: z.string(), password: z.string(), label: z.string() })),
  oidc: z.array(z.object({ id: z.string(), label: z.string() })),
  /** True where a forgotten password can be set anew by mail. */
  mail: z.boolean(),
});

export async function publicRoutes(app: App, { db, config, example, mailer }: Context): Promise<void> {
  const accounts = example ? await listExampleAccounts(db) : [];
  app.get('/api/public/sign-in', {
    schema: { tags: ['登录'], summary: '登录页需要的内容', response: { 200: SignInPage } },
    handler: async () => ({
      example,
      accounts: accounts.map((account) => ({ ...account, password: examplePassword })),
      oidc: config.oidc ? [{ id: config.oidc.id, label: config.oidc.label }] : [],
      mail: mailer !== undefined,
    }),
  });
}
