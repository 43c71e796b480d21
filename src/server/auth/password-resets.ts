import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';
import type { Mailer } from '#server/mail/mailer.ts';

const mostAnHour = 3;

/**
 * How better-auth sends the link for a forgotten password: to the account's own address, at most three in an hour, and without waiting for the mail
 * server, so that the answer takes as long for an address that nobody has.
 */
export function passwordResets(db: Database, mailer: Mailer, address: string) {
  return {
    sendResetPassword: async ({ user, token }: { user: { id: string; email: string }; token: string }) => {
      void isFew(db, user.id)
        .then((few) =>
          few ? mailer.send(resetMail(user.email, `${address}/reset-password?token=${token}`)) : undefined,
        )
        .catch(() => undefined);
    },
    onPasswordReset: async ({ user }: { user: { id: string } }) => {
      await sql`select record_password_reset(${user.id}::uuid)`.execute(db.accounts);
    },
  };
}

async function isFew(db: Database, personId: string): Promise<boolean> {
  const { made } = await db.accounts
    .selectFrom('auth_verification')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('value', '=', personId)
    .where('identifier', 'like', 'reset-password:%')
    .where('created_at', '>', new Date(Date.now() - 3_600_000))
    .executeTakeFirstOrThrow();
  return made <= mostAnHour;
}

function resetMail(to: string, link: string) {
  const text = `有人申请重设您在“联合体”的密码。请在一小时内打开以下链接设置新密码，链接只能用一次：\n\n${link}\n\n如果不是您本人申请，请不必理会，原密码仍然有效。`;
  return { to, subject: '重设联合体密码', text };
}
