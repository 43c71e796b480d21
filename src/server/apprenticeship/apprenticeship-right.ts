import { sql } from 'kysely';
import type { AgreementSide } from '#core/apprenticeship/agreement.ts';
import type { ApprenticeshipKind, ApprenticeshipRules } from '#core/apprenticeship/apprenticeship-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** Members of the consortium that the actor reports for. Throws `Refusal('not-found')` where neither it nor one of these has to do with the consortium. */
export async function mustKnowApprenticeships(tx: Tx, consortiumId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ reads: boolean; belongs: boolean; own: readonly string[] }>`
    select has_right('read-apprenticeship', c.id) as reads, c.id in (select consortia_of_own_members()) as belongs,
      array(select m.id from unit m where m.parent_id = c.id and m.kind = 'member' and m.id in (select scope('run-apprenticeship'))) as own
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [right] = rows;
  if (!right || !(right.reads || right.belongs)) throw new Refusal('not-found');
  return right.own;
}

/** The side that the actor speaks for; a school before an enterprise where it reports for both. */
export function sideOf(
  row: { school_id: string; enterprise_id: string },
  own: readonly string[],
): AgreementSide | undefined {
  if (own.includes(row.school_id)) return 'school';
  return own.includes(row.enterprise_id) ? 'enterprise' : undefined;
}

/** What the current notice says of apprenticeships and placements. Throws `Refusal('not-found')` where it knows none. */
export function apprenticeshipRules(): ApprenticeshipRules {
  if (!currentPack.apprenticeships) throw new Refusal('not-found');
  return currentPack.apprenticeships;
}

/** Throws `Refusal('invalid')` for a kind that the notice does not know. */
export function kindOf(ledger: string): ApprenticeshipKind {
  const kind = apprenticeshipRules().kinds.find((each) => each.ledger === ledger);
  if (!kind) throw new Refusal('invalid', { fields: ['kind'], detail: '请选择培养类型。' });
  return kind;
}
