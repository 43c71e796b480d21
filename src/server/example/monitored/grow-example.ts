import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { addMembers } from '#server/example/add-members.ts';
import { type Desk, loadLedgers } from '#server/example/ledgers/load-ledgers.ts';
import type { ExampleUnits } from '#server/example/make-example-units.ts';
import { severalAtOnce } from '#server/example/nation/several-at-once.ts';
import { requestRun } from '#server/quality/request-run.ts';
import { loadAcceptance } from './load-acceptance.ts';
import { loadBatches } from './load-batches.ts';
import { loadMoreEntries, type Progress } from './load-more-entries.ts';
import { loadProofs } from './load-proofs.ts';
import { loadReturns } from './load-returns.ts';
import { loadSecondLooks } from './load-second-looks.ts';
import { loadStandings } from './load-standings.ts';
import { loadUnits } from './load-units.ts';
import { type MonitoredConsortium, makeMonitored } from './make-monitored.ts';
import { makeMonitoredLedger } from './make-monitored-ledger.ts';
import { playCommitments } from './play-commitments.ts';

export type GrowthOrder = {
  units: ExampleUnits;
  /** How many consortia, a multiple of three. */
  consortia?: number;
  /** How many entries all ledgers are to hold at least; without it, as many as the histories need. */
  entries?: number | undefined;
  tell?: Progress | undefined;
};

/**
 * Adds the monitored consortia of three batches to the example: units and people, members, ledgers of 2022–2026 with evidence for part of
 * them, and what became of each.
 */
export async function growExample(context: Context, { units, consortia, entries, tell }: GrowthOrder): Promise<void> {
  const monitored = makeMonitored(consortia);
  const actorOf = await loadUnits(context, units.ministryId, monitored);
  const desks = monitored.consortia.map((consortium) => {
    const secretary = actorOf(`secretariat-${consortium.number + 1}`);
    return { consortium, secretary, desk: deskOf(consortium, secretary) };
  });
  await severalAtOnce(desks, async ({ consortium, secretary, desk }) => {
    await addMembers(context, secretary, consortium.id, consortium.directory);
    await loadLedgers(context, desk, makeMonitoredLedger(consortium));
  });
  await loadProofs(context, monitored.consortia);
  if (entries !== undefined) await loadMoreEntries(context, desks, { entries, tell: tell ?? (() => {}) });
  const ministry = units.actor('ministry@shili.example');
  const { ministryId } = units;
  const [first = ''] = await loadBatches(context, ministry, { ministryId, monitored });
  await loadReturns(context, ministry, { ministryId, monitored });
  const consortiaOfFirst = monitored.consortia.filter(({ batch }) => batch === 0);
  const accepted = await loadAcceptance(context, ministry, { ofBatch: first, consortia: consortiaOfFirst });
  await loadStandings(context, ministry, monitored, accepted);
  await loadSecondLooks(context, ministry, { acceptanceId: accepted, consortia: consortiaOfFirst });
  await playCommitments(context, { ministry, desks, actorOf });
  // Looked at by the server once it runs: nobody waits for it.
  await requestRun(context, ministry, ministryId);
}

function deskOf({ id, directory }: MonitoredConsortium, secretary: Actor): Desk {
  const categories = new Map(directory.map((member) => [member.id, member.category]));
  return {
    consortiumId: id,
    secretary,
    personOf: () => secretary.personId,
    categoryOf: (member) => categories.get(member),
  };
}
