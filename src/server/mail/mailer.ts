import { createTransport } from 'nodemailer';
import type { Config } from '#server/config.ts';

export type Mail = { to: string; subject: string; text: string };

/** Sends plain mail. Rejects where the server of the operator does not take it. */
export type Mailer = { send: (mail: Mail) => Promise<void>; close: () => void };

/** None where no mail is configured. */
export function openMailer({ mail }: Pick<Config, 'mail'>): Mailer | undefined {
  if (!mail) return undefined;
  const transport = createTransport(mail.url, { from: mail.from });
  return {
    send: async ({ to, subject, text }) => {
      // One address, never a list or a header: what a person typed as an address is nothing else.
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transport.close(),
  };
}
