import { sql } from 'kysely';
import { z } from 'zod';
import {
  type ApplicationSide,
  actionsOf,
  applicationStateLabels,
  applicationStates,
  applicationSteps,
  appliedKinds,
} from '#core/market/application.ts';
import type { Tx } from '#server/db/database.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { beijingToday } from '#server/member/member-row.ts';
import type { ApplicationHead } from './market-views.ts';

const State = z.enum(applicationStates);
const Kind = z.enum(appliedKinds);

export type ApplicationTarget = { consortiumId: string; applicationId: string };

/** Applications that whoever acts may see, what moved last first. */
export function applicationQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('talent_application as a')
    .innerJoin('talent_position as p', (join) =>
      join.onRef('p.consortium_id', '=', 'a.consortium_id').onRef('p.id', '=', 'a.position_id'),
    )
    .select(['a.id', 'a.position_id', 'a.profile_id', 'a.school_id', 'a.enterprise_id', 'a.kind', 'a.state', 'a.note'])
    .select(['a.interview_at', 'a.interview_place', 'a.answer', 'a.offer_until', 'a.starts_on', 'a.ends_on', 'a.pay'])
    .select([
      'a.guardian_at',
      'a.school_at',
      'a.school_remark',
      'a.apprenticeship_id',
      'a.version',
      'p.title',
      'p.place',
    ])
    .select(['a.probation_months', 'a.post', 'a.place as agreed_place', 'a.offered_at', 'a.accepted_at'])
    .where('a.consortium_id', '=', consortiumId)
    .orderBy('a.changed_at', 'desc')
    .orderBy('a.id');
}

type Stored = Awaited<ReturnType<ReturnType<typeof applicationQuery>['execute']>>[number];

export function rowOf(stored: Stored) {
  return { ...stored, state: State.parse(stored.state), kind: Kind.parse(stored.kind) };
}
export type ApplicationRow = ReturnType<typeof rowOf>;

/** The application, nobody else's to move until the transaction ends; undefined where whoever acts may not see it. */
export async function lockApplication(
  tx: Tx,
  { consortiumId, applicationId }: ApplicationTarget,
): Promise<ApplicationRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('application ' || ${applicationId}::text, 0))`.execute(tx);
  const row = await applicationQuery(tx, consortiumId).where('a.id', '=', applicationId).executeTakeFirst();
  return row && rowOf(row);
}

export function updateApplication(tx: Tx, { consortiumId, applicationId }: ApplicationTarget) {
  return tx.updateTable('talent_application').where('consortium_id', '=', consortiumId).where('id', '=', applicationId);
}

export const consentsOf = (row: ApplicationRow, isMinor: boolean) => ({
  isMinor,
  guardian: row.guardian_at !== null,
  school: row.school_at !== null,
});

/** What each side is told of an application, and what it may do. */
export function headOf(
  row: ApplicationRow,
  { byId }: Directory,
  isMinor: boolean,
  sides: readonly ApplicationSide[],
): ApplicationHead {
  const consents = consentsOf(row, isMinor);
  const today = beijingToday();
  const actions = sides.flatMap((side) =>
    actionsOf({ state: row.state, consents, offerUntil: row.offer_until }, side, today),
  );
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    stateLabel: applicationStateLabels[row.state],
    position: { id: row.position_id, title: row.title, place: row.place },
    enterprise: { id: row.enterprise_id, name: byId.get(row.enterprise_id)?.name ?? '' },
    note: row.note,
    interview: row.interview_at === null ? null : { at: row.interview_at.toISOString(), place: row.interview_place },
    answer: row.answer,
    offer:
      row.offer_until === null || row.starts_on === null || row.pay === null
        ? null
        : {
            until: row.offer_until,
            startsOn: row.starts_on,
            endsOn: row.ends_on,
            pay: row.pay,
            probationMonths: row.probation_months,
          },
    consents,
    schoolRemark: row.school_remark,
    apprenticeshipId: row.apprenticeship_id,
    actions: [...new Set(actions)].map((id) => ({ id, label: applicationSteps[id].label })),
    version: row.version,
  };
}

/** Tells whoever reports for one of the two members. */
export async function tellMember(
  tx: Tx,
  { consortiumId, applicationId }: ApplicationTarget,
  side: 'school' | 'enterprise',
  text: string,
): Promise<void> {
  const link = `/consortia/${consortiumId}/talent/applications`;
  await sql`select tell_of_application(${applicationId}::uuid, ${side}, ${text}, ${link})`.execute(tx);
}
