import { z } from 'zod';
import { type AgreementSide, agreementSides, type Terms } from '#core/apprenticeship/agreement.ts';
import {
  type Amendable,
  amendmentActionsOf,
  amendmentStateLabels,
  amendmentStates,
  amendmentSteps,
  changesOf,
} from '#core/apprenticeship/amendment.ts';
import type { Tx } from '#server/db/database.ts';
import type { ApprenticeRow } from './apprentice-row.ts';
import type { ApprenticeshipRow, ApprenticeshipTarget } from './apprenticeship-row.ts';
import { type AmendmentView, TermsBody } from './apprenticeship-views.ts';

const State = z.enum(amendmentStates);
const Side = z.enum(agreementSides);

/** Amendments of an agreement, the first proposed first, with the terms that each of them changes. */
export async function readAmendments(tx: Tx, { consortiumId, apprenticeshipId }: ApprenticeshipTarget) {
  const rows = await tx
    .selectFrom('apprenticeship_amendment as m')
    .innerJoin('apprenticeship_text as t', (join) =>
      join
        .onRef('t.consortium_id', '=', 'm.consortium_id')
        .onRef('t.apprenticeship_id', '=', 'm.apprenticeship_id')
        .onRef('t.number', '=', 'm.text'),
    )
    .select(['m.number', 'm.text', 'm.was_ends_on', 'm.ends_on', 'm.terms', 'm.reason', 'm.side', 'm.state', 'm.at'])
    .select(['m.answered_at', 't.terms as before'])
    .where('m.consortium_id', '=', consortiumId)
    .where('m.apprenticeship_id', '=', apprenticeshipId)
    .orderBy('m.number')
    .execute();
  return rows.map(({ before, terms, was_ends_on, ends_on, ...row }) => {
    const after = TermsBody.parse(terms);
    return {
      ...row,
      terms: after,
      ends_on,
      state: State.parse(row.state),
      side: Side.parse(row.side),
      changes: changesOf(amendableOf(TermsBody.parse(before), was_ends_on), amendableOf(after, ends_on)),
    };
  });
}
export type AmendmentRow = Awaited<ReturnType<typeof readAmendments>>[number];

const amendableOf = (terms: Terms, endsOn: string): Amendable => ({ ...terms, endsOn });

/** Who of the students and guardians has signed which amendment, as far as whoever acts may know. */
export async function readAmendmentSignatures(tx: Tx, { consortiumId, apprenticeshipId }: ApprenticeshipTarget) {
  return tx
    .selectFrom('apprenticeship_amendment_signature')
    .select(['number', 'student_id', 'is_guardian', 'at'])
    .where('consortium_id', '=', consortiumId)
    .where('apprenticeship_id', '=', apprenticeshipId)
    .execute();
}
export type AmendmentSignature = Awaited<ReturnType<typeof readAmendmentSignatures>>[number];

/** Whose word an amendment waits for on the students' side: of those who are there or are to come, and minors' guardians. */
export function awaitedForAmendment(
  { number }: Pick<AmendmentRow, 'number'>,
  students: readonly ApprenticeRow[],
  signatures: readonly AmendmentSignature[],
): readonly { student: string; isGuardian: boolean }[] {
  const has = (id: string, isGuardian: boolean) =>
    signatures.some((each) => each.number === number && each.student_id === id && each.is_guardian === isGuardian);
  return students
    .filter(({ state }) => state === 'called' || state === 'begun')
    .flatMap(({ id, name, is_minor }) =>
      [false, ...(is_minor ? [true] : [])]
        .filter((isGuardian) => !has(id, isGuardian))
        .map((isGuardian) => ({ student: name, isGuardian })),
    );
}

/** An amendment as the members and offices see it; who is no side sees nobody's name. */
export function viewAmendment(
  row: AmendmentRow,
  side: AgreementSide | undefined,
  students: readonly ApprenticeRow[],
  signatures: readonly AmendmentSignature[],
): AmendmentView {
  const { number, reason, state, changes, at, answered_at } = row;
  const awaited = state === 'proposed' ? awaitedForAmendment(row, students, signatures) : [];
  const actions = side === undefined ? [] : amendmentActionsOf(row, side, awaited.length);
  return {
    number,
    side: row.side,
    reason,
    state,
    stateLabel: amendmentStateLabels[state],
    changes: [...changes],
    at: at.toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
    awaited: [...awaited],
    actions: actions.map((id) => ({ id, label: amendmentSteps[id].label })),
  };
}

/** Whether a member may propose one now: while the agreement runs, somebody is at the post, and none is being signed. */
export function mayAmend(
  { state, ends_on }: Pick<ApprenticeshipRow, 'state' | 'ends_on'>,
  students: readonly Pick<ApprenticeRow, 'state'>[],
  amendments: readonly Pick<AmendmentRow, 'state'>[],
  today: string,
): boolean {
  return (
    state === 'agreed' &&
    today <= ends_on &&
    students.some((each) => each.state === 'begun') &&
    amendments.every((each) => each.state !== 'proposed')
  );
}

/** Whether a text may still be replaced by another: with nobody at the post, and no amendment of it being signed. */
export function mayBeRewritten(students: readonly ApprenticeRow[], amendments: readonly AmendmentRow[]): boolean {
  return students.every((each) => each.state !== 'begun') && amendments.every(({ state }) => state !== 'proposed');
}
