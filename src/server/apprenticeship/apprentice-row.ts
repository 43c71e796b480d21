import { z } from 'zod';
import { awaitedOf, studentStates } from '#core/apprenticeship/agreement.ts';
import type { Tx } from '#server/db/database.ts';

const State = z.enum(studentStates);

/** Students of an agreement, by number, as whoever acts may see them. */
export async function readApprentices(
  tx: Tx,
  {
    consortiumId,
    apprenticeshipId,
    apprenticeId,
  }: { consortiumId: string; apprenticeshipId: string; apprenticeId?: string },
) {
  const rows = await tx
    .selectFrom('apprenticeship_student')
    .select([
      'id',
      'number',
      'name',
      'born_in',
      'is_minor',
      'state',
      'starts_on',
      'ends_on',
      'signed_text',
      'signed_at',
    ])
    .select(['guardian_text', 'guardian_at', 'trained_on', 'school_mark', 'school_remark', 'enterprise_mark'])
    .select(['enterprise_remark', 'left_because', 'erased_at', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('apprenticeship_id', '=', apprenticeshipId)
    .$if(apprenticeId !== undefined, (query) => query.where('id', '=', apprenticeId ?? ''))
    .orderBy('number')
    .limit(2000)
    .execute();
  return rows.map((row) => ({ ...row, state: State.parse(row.state), bornIn: row.born_in?.slice(0, 7) ?? null }));
}

export type ApprenticeRow = Awaited<ReturnType<typeof readApprentices>>[number];

/** Who of a student's side has yet to sign this text. */
export function awaitedBy(row: ApprenticeRow, text: number) {
  return awaitedOf({ text, student: row.signed_text, guardian: row.guardian_text }, row.is_minor);
}

/** Days of students at their posts, by student, in order. */
export async function readDays(tx: Tx, consortiumId: string, studentIds: readonly string[]) {
  const rows = await tx
    .selectFrom('apprenticeship_day')
    .select([
      'student_id',
      'day',
      'from_minute as from',
      'to_minute as to',
      'rest_minutes as rest',
      'log',
      'confirmed_at',
    ])
    .where('consortium_id', '=', consortiumId)
    .where('student_id', 'in', studentIds.length === 0 ? [noStudent] : [...studentIds])
    .orderBy('day')
    .execute();
  return Map.groupBy(rows, ({ student_id }) => student_id);
}

const noStudent = '00000000-0000-0000-0000-000000000000';
