import { talentBook } from '#core/exchange/talent-book.ts';
import type { LedgerBook } from '#core/ledger/kind.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { levels } from '#server/talent/talent-right.ts';

/** Positions and cohorts as files hold them, in the words of the current notice. Throws `Refusal('not-found')` where it asks for no platform. */
export function currentTalentBook(): LedgerBook {
  return talentBook({ levels: levels(), memberClasses: ledgerBook().memberClasses });
}
