import { sql } from 'kysely';
import type { Pack } from '#core/pack/pack.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import type { CertifiedFigure } from '#documents/certificate/certificate.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';

/**
 * A member's part of each figure of a year: the facts of the entries that it is a party of and that are confirmed by both sides. Rates
 * are left out: a member's share of one says nothing. Sees what the transaction's actor sees.
 */
export async function whatMemberDid(
  tx: Tx,
  consortiumId: string,
  memberId: string,
  year: number,
): Promise<readonly CertifiedFigure[]> {
  const { rows } = await sql<{ figure: string; amount: string }>`
    select fact->>0 as figure, sum((fact->>3)::numeric)::text as amount
    from ledger_party p
    join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id and e.standing = 'confirmed'
    cross join jsonb_array_elements(e.facts) fact
    where p.consortium_id = ${consortiumId}::uuid and p.member_id = ${memberId}::uuid
      and ${year} between (fact->>1)::integer and (fact->>2)::integer and fact->>4 is null
    group by 1`.execute(tx);
  const amounts = new Map(rows.map(({ figure, amount }) => [figure, amount]));
  return figureTitles(currentPack).flatMap(({ figure, label, unit }) => {
    const amount = amounts.get(figure);
    return amount === undefined ? [] : [{ label, unit, year, amount: decimalText(decimalOf(amount)) }];
  });
}

/** Figures that are sums, in the order of the ledgers; labels and units come from the form where it asks for the figure. */
function figureTitles({ form, ledgers }: Pack): readonly { figure: string; label: string; unit: string }[] {
  const titles = new Map<string, { figure: string; label: string; unit: string }>();
  for (const { figure, label, unit, measure } of (ledgers?.kinds ?? []).flatMap(({ figures }) => figures)) {
    if (titles.has(figure) || measure.type === 'rate') continue;
    const field = form.fields[figure];
    const asked = field?.kind === 'number' ? field : undefined;
    titles.set(figure, { figure, label: label ?? asked?.label ?? figure, unit: unit ?? asked?.unit ?? '' });
  }
  return [...titles.values()];
}
