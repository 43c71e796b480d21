import { sql } from 'kysely';
import { isSameProvince } from '#core/expert/expert.ts';
import { findTies, type TieKind } from '#core/review/ties.ts';
import type { Tx } from '#server/db/database.ts';
import type { Applicant } from './read-applicants.ts';

export type TieSource = 'declared' | 'office' | 'found';

/** `isOpen`: found by the program and not decided yet; until then it keeps the expert away as if it were confirmed. */
export type Tie = {
  applicationId: string;
  expertId: string;
  kind: TieKind;
  source: TieSource;
  reason: string;
  dismissed: string | null;
  by: string | null;
  isOpen: boolean;
};

export type TiedPerson = { id: string; province: string; employer: string; past: readonly string[] };

/** What is declared, put in or decided of a batch's ties, and what the directory tells beside it. One query. */
export async function readTies(
  tx: Tx,
  batchId: string,
  experts: readonly TiedPerson[],
  applicants: readonly Applicant[],
): Promise<readonly Tie[]> {
  const rows = await tx
    .selectFrom('expert_tie')
    .select(['application_id', 'expert_id', 'kind', 'source', 'reason', 'dismissed'])
    .select(sql<string>`name_of(person_id)`.as('by'))
    .where('batch_id', '=', batchId)
    .orderBy('at')
    .execute();
  const written = rows.map(
    ({ application_id, expert_id, kind, source, ...row }): Tie => ({
      applicationId: application_id,
      expertId: expert_id,
      kind: kind as TieKind,
      source: source as TieSource,
      ...row,
      isOpen: false,
    }),
  );
  const keyOf = (tie: Pick<Tie, 'applicationId' | 'expertId' | 'kind'>) =>
    `${tie.applicationId} ${tie.expertId} ${tie.kind}`;
  // What was declared or put in needs no finding; what was found is decided once.
  const known = new Set(written.map(keyOf));
  const found = findTies(experts, applicants)
    .filter((tie) => !known.has(keyOf(tie)))
    .map(
      ({ because, ...tie }): Tie => ({
        ...tie,
        source: 'found',
        reason: because,
        dismissed: null,
        by: null,
        isOpen: true,
      }),
    );
  return [...written, ...found];
}

/** Why an expert must not read an application at all, for each application that it must not; same province counts. */
export function barsOf(
  expert: TiedPerson,
  applicants: readonly Applicant[],
  ties: readonly Tie[],
): ReadonlyMap<string, string> {
  const own = ties.filter(({ expertId, dismissed }) => expertId === expert.id && dismissed === null);
  const bars = new Map(own.map(({ applicationId, reason }) => [applicationId, reason]));
  for (const { id, province } of applicants)
    if (isSameProvince(province, expert.province)) bars.set(id, `同在${province}`);
  return bars;
}
