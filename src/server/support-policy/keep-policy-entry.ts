import { implementationText } from '#core/support-policy/grant-totals.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { asGranted, type PolicyKey, type PolicyRow, readGrants, readPolicy } from './policy-rows.ts';
import { policyRules } from './policy-words.ts';

/** As long as a ledger's text may be. */
const longest = 2000;

/**
 * Writes the ledger entry of a policy as it stands in this transaction: its measures are its clauses, its implementation what was granted. Answers the entry's
 * id, null once the policy is withdrawn. Throws as `keepEntries`; `reason` is why a closed year is restated.
 */
export async function keepPolicyEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  key: PolicyKey,
  reason?: string,
): Promise<string | null> {
  const { consortiumId, policyId } = key;
  const row = await readPolicy(tx, key);
  const grants = await readGrants(tx, consortiumId, { policyId });
  const values = row.withdrawn
    ? null
    : {
        field: row.field,
        title: row.title,
        number: row.number,
        issuer: row.issuer,
        issuedOn: row.issued_on,
        measures: measuresOf(row).slice(0, longest),
        implementation: implementationText(grants.map(asGranted)),
      };
  const [entryId = null] = await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'support-policy',
    entries: [{ recordId: policyId, kind: policyRules().ledger, values }],
    reason,
  });
  return entryId;
}

export const measuresOf = ({ clauses }: PolicyRow): string =>
  clauses.map(({ clause, measure }) => `${clause}：${measure}`).join('；');
