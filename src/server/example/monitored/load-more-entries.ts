import type { Context } from '#server/context.ts';
import { type Desk, loadLedgers } from '#server/example/ledgers/load-ledgers.ts';
import { severalAtOnce } from '#server/example/nation/several-at-once.ts';
import type { MonitoredConsortium } from './make-monitored.ts';
import { makeMoreEntries } from './make-more-entries.ts';

/** How many entries are there of how many. */
export type Progress = (there: number, of: number) => void;

const chunk = 2000;
/** How often it is told how far it is: twenty times in all. */
const tellings = 20;

/** Spreads further entries over the consortia until the ledgers hold `entries` in all; nothing where they hold as many already. */
export async function loadMoreEntries(
  context: Context,
  desks: readonly { consortium: MonitoredConsortium; desk: Desk }[],
  { entries, tell }: { entries: number; tell: Progress },
): Promise<void> {
  let there = await context.db.asOwner(async (tx) => {
    const counted = tx.selectFrom('ledger_entry').select(({ fn }) => fn.countAll<number>().as('entries'));
    return (await counted.executeTakeFirstOrThrow()).entries;
  });
  tell(there, entries);
  let told = there;
  const missing = Math.max(0, entries - there);
  await severalAtOnce(pieces(desks.length, missing), async ({ at, from, count }) => {
    const one = desks[at];
    if (!one) return;
    await loadLedgers(context, one.desk, makeMoreEntries(one.consortium, from, count));
    there += count;
    if (there - told < missing / tellings && there < entries) return;
    told = there;
    tell(there, entries);
  });
}

/** A piece to each in turn, so that two that are written at once are seldom of one consortium. */
function* pieces(among: number, missing: number): Generator<{ at: number; from: number; count: number }> {
  const each = Math.floor(missing / among);
  for (let from = 0; from <= each; from += chunk)
    for (let at = 0; at < among; at++) {
      const own = each + (at < missing % among ? 1 : 0);
      const count = Math.min(chunk, own - from);
      if (count > 0) yield { at, from, count };
    }
}
