import { sql } from 'kysely';
import { enoughYears } from '#core/commitment/forecast.ts';
import type { Growth } from '#core/commitment/growth.ts';
import { eventDays } from '#core/commitment/promised-figures.ts';
import type { PeerGroup } from '#core/quality/peer-groups.ts';
import { currentPack } from '#packs/packs.ts';
import type { Database, Tx } from '#server/db/database.ts';

/** Years of others that a forecast looks at, at most. */
const mostPeers = 60;
/** Others of a group that must have such years, so that none can be recognised. */
const leastPeers = currentPack.monitoring?.quality.peers.least ?? 0;

const days = JSON.stringify(currentPack.ledgers ? eventDays(currentPack.ledgers) : {});

/** How the figures of a consortium grew, by figure: its own years, and years that are over elsewhere; `alike` where those are of its group alone. */
export type Growths = {
  own: ReadonlyMap<string, readonly { year: number; growth: Growth }[]>;
  peers: ReadonlyMap<string, readonly { growth: Growth; alike: boolean }[]>;
};

/** Whose growth is asked for, up to which running year, and with which group it is compared where that is large enough. */
export type GrowthOrder = {
  consortiumId: string;
  figures: readonly string[];
  running: number;
  group: PeerGroup | undefined;
};

/** Brought up to what the ledgers say now, then read. Three queries. */
export async function readGrowths(tx: Tx, { consortiumId, figures, running, group }: GrowthOrder): Promise<Growths> {
  await sql`select refresh_pace(${consortiumId}::uuid, ${days}::jsonb)`.execute(tx);
  const own = await tx
    .selectFrom('ledger_pace')
    .select(['figure', 'year', 'amounts', 'bases'])
    .where('consortium_id', '=', consortiumId)
    .where('figure', 'in', [...figures])
    .where('year', '<=', running)
    .orderBy('year')
    .execute();
  const { rows: peers } = await sql<{ figure: string; alike: boolean; grown: (number | null)[] }>`
    select figure, alike, grown from peer_pace(${consortiumId}::uuid, ${[...figures]}::text[], ${running}, ${mostPeers},
      ${[...(group?.ids ?? [])]}::uuid[], ${leastPeers}, ${enoughYears})`.execute(tx);
  return {
    own: groupBy(
      own.map(({ figure, year, amounts, bases }) => ({ figure, year, growth: growthOf(amounts, bases) })),
      ({ year, growth }) => ({ year, growth }),
    ),
    peers: groupBy(peers, ({ grown, alike }) => ({ growth: grown, alike })),
  };
}

const sweptAtOnce = 10;

/** Brings up what others' forecasts look at: the growth of every consortium whose ledgers were written since, some at a time. */
export async function sweepGrowths(db: Database, stop: AbortSignal): Promise<void> {
  for (let swept = true; swept && !stop.aborted; ) {
    swept = await db.asOwner(async (tx) => {
      const { rows } = await sql<{ refreshed: boolean }>`
        select refresh_pace(h.consortium_id, ${days}::jsonb) as refreshed from ledger_head h
        left join ledger_pace_head p on p.consortium_id = h.consortium_id
        where p.sequence is distinct from h.sequence limit ${sweptAtOnce}`.execute(tx);
      return rows.some(({ refreshed }) => refreshed);
    });
  }
}

function growthOf(amounts: readonly number[], bases: readonly number[] | null): Growth {
  if (bases === null) return amounts;
  return amounts.map((amount, at) => (bases[at] ? (amount * 100) / bases[at] : null));
}

function groupBy<Row extends { figure: string }, T>(rows: readonly Row[], take: (row: Row) => T) {
  return new Map([...Map.groupBy(rows, ({ figure }) => figure)].map(([figure, own]) => [figure, own.map(take)]));
}
