import { sql } from 'kysely';
import { z } from 'zod';
import type { AgreementSide } from '#core/apprenticeship/agreement.ts';
import { agreementStates } from '#core/apprenticeship/agreement.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnowApprenticeships, sideOf } from './apprenticeship-right.ts';
import { TermsBody } from './apprenticeship-views.ts';

export type ApprenticeshipTarget = { consortiumId: string; apprenticeshipId: string };

const State = z.enum(agreementStates);

/** Agreements with the text that stands, for whoever acts. */
export function apprenticeshipQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('apprenticeship as a')
    .innerJoin('apprenticeship_text as t', (join) =>
      join
        .onRef('t.consortium_id', '=', 'a.consortium_id')
        .onRef('t.apprenticeship_id', '=', 'a.id')
        .onRef('t.number', '=', 'a.text'),
    )
    .select(['a.id', 'a.kind', 'a.school_id', 'a.enterprise_id', 'a.major', 'a.starts_on', 'a.ends_on', 'a.state'])
    .select(['a.text', 'a.version', 't.terms'])
    .where('a.consortium_id', '=', consortiumId);
}

type Stored = Awaited<ReturnType<ReturnType<typeof apprenticeshipQuery>['execute']>>[number];

export function rowOf(stored: Stored) {
  return { ...stored, state: State.parse(stored.state), terms: TermsBody.parse(stored.terms) };
}

export type ApprenticeshipRow = ReturnType<typeof rowOf>;

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readApprenticeship(
  tx: Tx,
  { consortiumId, apprenticeshipId }: ApprenticeshipTarget,
): Promise<ApprenticeshipRow> {
  const row = await apprenticeshipQuery(tx, consortiumId).where('a.id', '=', apprenticeshipId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return rowOf(row);
}

/** An agreement that one of its members changes: nobody else's to move until the transaction ends. */
export type HeldApprenticeship = ApprenticeshipRow & { side: AgreementSide };

/** Throws `Refusal`: `not-found`, `forbidden` for who is neither of its members, `stale` where a version is told and it is another. */
export async function lockApprenticeship(
  tx: Tx,
  target: ApprenticeshipTarget,
  version?: number,
): Promise<HeldApprenticeship> {
  const own = await mustKnowApprenticeships(tx, target.consortiumId);
  await sql`select pg_advisory_xact_lock(hashtextextended('apprenticeship ' || ${target.apprenticeshipId}::text, 0))`.execute(
    tx,
  );
  const row = await readApprenticeship(tx, target);
  const side = sideOf(row, own);
  if (side === undefined) throw new Refusal('forbidden');
  if (version !== undefined && row.version !== version)
    throw new Refusal('stale', { version: row.version, state: row.state });
  return { ...row, side };
}

export function updateApprenticeship(tx: Tx, { consortiumId, apprenticeshipId }: ApprenticeshipTarget) {
  return tx.updateTable('apprenticeship').where('consortium_id', '=', consortiumId).where('id', '=', apprenticeshipId);
}

/** A member's counterpart is told by whoever reports for it. */
export async function tellOther(tx: Tx, { consortiumId, apprenticeshipId }: ApprenticeshipTarget, text: string) {
  const link = `/consortia/${consortiumId}/apprenticeships/${apprenticeshipId}`;
  await sql`select tell_of_apprenticeship(${apprenticeshipId}::uuid, ${text}, ${link})`.execute(tx);
}
