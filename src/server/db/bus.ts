import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';

/**
 * Word between server processes over PostgreSQL's LISTEN/NOTIFY. What is told is heard at once in this process and soon after in the
 * others. Telling is not part of a transaction: a notifying commit takes a lock of the whole cluster, which would let
 * saves be made only one after the other; listeners therefore take each message as a hint to look, and look again after `lost`.
 */
export type Bus = {
  tell: (channel: Channel, message: string) => void;
  hear: (channel: Channel, listener: (message: string) => void) => () => void;
  /** The connection broke and came back: whatever was told meanwhile was missed. */
  onLost: (listener: () => void) => () => void;
  close: () => Promise<void>;
};

const channels = [
  'lianheti_session',
  'lianheti_person',
  'lianheti_unit',
  'lianheti_application',
  'lianheti_presence',
  'lianheti_member',
  'lianheti_catalogue',
  'lianheti_job',
  'lianheti_notice',
  'lianheti_public',
  'lianheti_open',
  'lianheti_alert',
  'lianheti_meeting',
] as const;
type Channel = (typeof channels)[number];

const gatherFor = 10;

export async function connectBus(config: ClientConfig): Promise<Bus> {
  const self = crypto.randomUUID();
  const listeners = new Map<Channel, Set<(message: string) => void>>(channels.map((name) => [name, new Set()]));
  const lostListeners = new Set<() => void>();
  const waiting = new Map<string, { channel: Channel; message: string }>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client(config);
    await next.connect();
    next.on('notification', ({ channel, payload = '' }) => {
      const known = channels.find((name) => name === channel);
      if (!known) return;
      const [from, ...rest] = payload.split('\n');
      // Triggers write the bare message; processes put their own name before it and do not hear themselves twice.
      if (rest.length === 0) emit(known, payload);
      else if (from !== self) emit(known, rest.join('\n'));
    });
    next.on('error', () => {});
    next.once('end', () => void reconnect());
    await next.query(channels.map((name) => `listen ${name}`).join(';'));
    return next;
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      await sleep(500);
      try {
        client = await connect();
        for (const listener of lostListeners) listener();
        return;
      } catch {}
    }
  }

  function emit(channel: Channel, message: string): void {
    for (const listener of listeners.get(channel) ?? []) listener(message);
  }

  async function send(): Promise<void> {
    const messages = [...waiting.values()];
    waiting.clear();
    await client
      .query('select pg_notify(c, m) from unnest($1::text[], $2::text[]) as t(c, m)', [
        messages.map((one) => one.channel),
        messages.map((one) => `${self}\n${one.message}`),
      ])
      .catch(() => {});
    timer = waiting.size > 0 ? setTimeout(() => void send(), gatherFor) : undefined;
  }

  return {
    tell: (channel, message) => {
      emit(channel, message);
      waiting.set(`${channel}\n${message}`, { channel, message });
      timer ??= setTimeout(() => void send(), gatherFor);
    },
    hear: (channel, listener) => {
      listeners.get(channel)?.add(listener);
      return () => listeners.get(channel)?.delete(listener);
    },
    onLost: (listener) => {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
    close: async () => {
      closed = true;
      if (timer) clearTimeout(timer);
      await client.end();
    },
  };
}
