import { type CharterRules, type CharterVersion, charterOn } from '#core/council/charter.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { CharterRulesView } from './council-views.ts';

export type StoredCharter = CharterVersion & { rules: CharterRules };

/** The charter in force on a day. Throws `Refusal('charter-missing')` where there is none. */
export async function mustReadCharter(tx: Tx, consortiumId: string, day: string): Promise<StoredCharter> {
  const rows = await tx
    .selectFrom('charter')
    .select(['version', 'in_force_from as inForceFrom', 'rules'])
    .where('consortium_id', '=', consortiumId)
    .where('in_force_from', '<=', day)
    .execute();
  const charter = charterOn(rows, day);
  if (!charter) throw new Refusal('charter-missing');
  return { ...charter, rules: CharterRulesView.parse(charter.rules) };
}
