import { sql } from 'kysely';
import { sweepGrowths } from '#server/commitment/read-growth.ts';
import type { Context } from '#server/context.ts';
import { remindOfFunds } from '#server/fund/remind-of-funds.ts';
import { remindOfUnread } from '#server/governing-document/remind-of-unread.ts';
import type { Mail } from '#server/mail/mailer.ts';
import { remindOfTasks } from '#server/task/remind-of-tasks.ts';
import { postMessage } from './post-message.ts';
import { sweepReminders } from './sweep-reminders.ts';
import { isWebhookFormat, robotFault, type WebhookPayload, webhookMessage } from './webhook-message.ts';

export type NoticeDelivery = {
  /** Takes nothing more, breaks off what is being sent (it is sent again later) and waits until that has ended. */
  close: () => Promise<void>;
};

export type NoticeContext = Pick<Context, 'db' | 'log' | 'mailer' | 'example'> & {
  config: Pick<Context['config'], 'privateWebhooks' | 'remindAfterDays' | 'publicUrl'>;
};

type Due = {
  consortium_id: string;
  id: string;
  event: string;
  payload: WebhookPayload & Partial<Mail>;
  attempts: number;
  mail: boolean;
  url: string | null;
  secret: string | null;
  format: string | null;
};

/** Seconds until the next attempt: half a minute, then four times as long each time, about two days in all. */
const mostAttempts = 8;
const waitOf = (attempts: number) => 30 * 4 ** (attempts - 1);

const atOnce = 8;
const lookMs = 5_000;
const sweepMs = 3_600_000;
const timeoutMs = 10_000;
/** Longer than an attempt can last: another server takes over what a dead one had begun. */
const leaseSeconds = 60;

/**
 * Sends what stands in the outbox: at least once, each by one server at a time, again after a failure, until it is given up. Every hour it also reminds
 * those who have left an entry unanswered, a task undone or a document unread, and brings up how figures grew, by which forecasts are made.
 */
export function deliverNotices(context: NoticeContext): NoticeDelivery {
  const { db, log } = context;
  const stop = new AbortController();
  let looking: Promise<void> | undefined;
  let again = false;
  const look = () => {
    again = true;
    looking ??= lookUntilNone()
      .catch((error: unknown) => log.error({ err: error }, 'notices cannot be looked for'))
      .finally(() => {
        looking = undefined;
        if (again && !stop.signal.aborted) look();
      });
  };
  let sweeping: Promise<void> | undefined;
  const sweep = () => {
    sweeping ??= sweepReminders(context)
      .then(() => (context.example ? 0 : remindOfTasks(context, new Date())))
      .then(() => (context.example ? 0 : remindOfUnread(context, new Date())))
      .then(() => (context.example ? 0 : remindOfFunds(context, new Date())))
      .then(() => sweepGrowths(db, stop.signal))
      .catch((error: unknown) => log.error({ err: error }, 'reminders or growths cannot be swept'))
      .finally(() => {
        sweeping = undefined;
      });
  };
  const unhear = db.bus.hear('lianheti_notice', look);
  const timers = [setInterval(look, lookMs), setInterval(sweep, sweepMs)];
  look();
  sweep();

  async function lookUntilNone(): Promise<void> {
    again = false;
    while (!stop.signal.aborted) {
      const due = await takeDue(context);
      if (due.length === 0) return;
      await Promise.all(due.map((one) => attempt(context, one, stop.signal)));
    }
  }

  return {
    close: async () => {
      stop.abort();
      for (const timer of timers) clearInterval(timer);
      unhear();
      await Promise.all([looking, sweeping]);
    },
  };
}

async function takeDue({ db }: NoticeContext): Promise<readonly Due[]> {
  return db.asOwner(async (tx) => {
    const { rows } = await sql<Due>`
      with due as (
        select consortium_id, id from notice_outbox
        where delivered_at is null and failed_at is null and next_attempt_at <= clock_timestamp()
        order by next_attempt_at limit ${atOnce} for update skip locked
      ), taken as (
        update notice_outbox o set attempts = o.attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
        from due d where o.consortium_id = d.consortium_id and o.id = d.id returning o.*
      )
      select t.consortium_id, t.id, t.event, t.payload, t.attempts, t.webhook_id is null as mail, w.url, w.secret, w.format
      from taken t left join webhook w on w.consortium_id = t.consortium_id and w.id = t.webhook_id and w.active`.execute(
      tx,
    );
    return rows;
  });
}

async function attempt(context: NoticeContext, due: Due, stop: AbortSignal): Promise<void> {
  const fault = await send(context, due, AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)])).catch(
    (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300),
  );
  await context.db
    .asOwner((tx) => {
      const row = tx
        .updateTable('notice_outbox')
        .where('consortium_id', '=', due.consortium_id)
        .where('id', '=', due.id);
      if (fault === undefined) return row.set({ delivered_at: new Date(), error: null }).execute();
      if (stop.aborted) return row.set({ attempts: due.attempts - 1, next_attempt_at: new Date() }).execute();
      if (due.attempts >= mostAttempts || fault === notListening)
        return row.set({ failed_at: new Date(), error: fault }).execute();
      const next = new Date(Date.now() + waitOf(due.attempts) * 1000);
      return row.set({ error: fault, next_attempt_at: next }).execute();
    })
    .catch((error: unknown) => context.log.error({ err: error }, 'a delivery cannot be noted'));
}

const notListening = '推送已停用';

/** Why it could not be sent; nothing where it was. */
async function send(context: NoticeContext, due: Due, signal: AbortSignal): Promise<string | undefined> {
  if (due.mail) {
    const { to = '', subject = '', text = '' } = due.payload;
    if (!context.mailer) return '没有配置发信服务';
    await context.mailer.send({ to, subject, text });
    return undefined;
  }
  const { url, secret, format } = due;
  if (url === null || secret === null || format === null || !isWebhookFormat(format)) return notListening;
  const message = webhookMessage({ url, secret, format }, due, Date.now());
  const answer = await postMessage(message, { allowPrivate: context.config.privateWebhooks, signal });
  return answer.status >= 200 && answer.status < 300 ? robotFault(format, answer.text) : `对方返回 ${answer.status}`;
}
