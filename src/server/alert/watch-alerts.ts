import { sql } from 'kysely';
import { type AlertContext, sweepAlerts } from './sweep-alerts.ts';

export type AlertWatch = {
  /** Looks no more, and waits until what it looks at has ended. */
  close: () => Promise<void>;
};

/**
 * Figures are written without telling anyone: that would let writers commit only one after the other. So the ledgers' counts of writes are looked at
 * instead, and what changed meanwhile is judged together.
 */
const lookMs = 20_000;
/** What changes by time alone, and commitments, returns and scores. */
const sweepMs = 3_600_000;

/** Looks at rules when figures have changed, when somebody has set one, and every hour. */
export function watchAlerts(context: AlertContext): AlertWatch {
  const { db, log } = context;
  let known: ReadonlyMap<string, number> | undefined;
  let all = true;
  let closed = false;
  let looking: Promise<void> | undefined;
  let again = false;

  async function look(): Promise<void> {
    const heads = await db.asOwner(async (tx) => {
      const { rows } = await sql<{ consortium_id: string; sequence: number }>`
        select consortium_id, sequence from ledger_head where exists (select from alert_rule where not paused and not removed)`.execute(
        tx,
      );
      return new Map(rows.map(({ consortium_id, sequence }) => [consortium_id, sequence]));
    });
    const before = known;
    const changed = [...heads.keys()].filter((id) => before?.get(id) !== heads.get(id));
    const everything = all || before === undefined;
    all = false;
    try {
      if (everything) await sweepAlerts(context, new Date());
      else if (changed.length > 0) await sweepAlerts(context, new Date(), changed);
      known = heads;
    } catch (error) {
      all ||= everything;
      throw error;
    }
  }

  const lookSoon = () => {
    again = true;
    looking ??= (async () => {
      while (again && !closed) {
        again = false;
        await look().catch((error: unknown) => log.error({ err: error }, 'alerts cannot be looked at'));
      }
    })().finally(() => {
      looking = undefined;
    });
  };
  const lookAtAll = () => {
    all = true;
    lookSoon();
  };
  const unhear = db.bus.hear('lianheti_alert', lookAtAll);
  const timers = [setInterval(lookSoon, lookMs), setInterval(lookAtAll, sweepMs)];
  lookSoon();
  return {
    close: async () => {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      unhear();
      await looking;
    },
  };
}
