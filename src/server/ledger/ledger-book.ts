import type { LedgerBook } from '#core/ledger/kind.ts';
import { currentPack } from '#packs/packs.ts';

/** The ledgers that consortia keep: those of the pack that new batches use. */
export function ledgerBook(): LedgerBook {
  if (!currentPack.ledgers) throw new Error('the current pack has no ledgers');
  return currentPack.ledgers;
}
