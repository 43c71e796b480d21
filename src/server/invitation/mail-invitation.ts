import type { Context } from '#server/context.ts';

/** Sends an invitation's link to its address. False where there is no address, no mail is configured, or the mail server refuses it. */
export async function mailInvitation(
  { mailer, log }: Pick<Context, 'mailer' | 'log'>,
  to: string | null | undefined,
  link: string,
): Promise<boolean> {
  if (!mailer || !to) return false;
  const text = `您受邀使用“联合体”。请打开以下链接设立账号，链接只能用一次，请勿转发：\n\n${link}`;
  try {
    await mailer.send({ to, subject: '联合体邀请', text });
    return true;
  } catch (error) {
    log.warn({ err: error }, 'an invitation could not be mailed');
    return false;
  }
}
