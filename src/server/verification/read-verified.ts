import type { Answers } from '#core/form/answers.ts';
import { verifiedAnswers } from '#core/verification/verdict.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Tx } from '#server/db/database.ts';
import { type GivenVerdict, readVerdicts } from './read-verdicts.ts';

/** What an application says and what of it the province found: both values stand side by side wherever a figure is shown. */
export type Verified = { answers: Answers; verified: Answers; verdicts: ReadonlyMap<string, GivenVerdict> };

/** The latest revision of each application, as submitted and as verified; applications never submitted are left out. Two queries. */
export async function readVerified(
  tx: Tx,
  rows: readonly Pick<ApplicationRow, 'id' | 'consortium_id'>[],
): Promise<ReadonlyMap<string, Verified>> {
  if (rows.length === 0) return new Map();
  const verdicts = await readVerdicts(tx, rows);
  const revisions = await tx
    .selectFrom('revision')
    .distinctOn(['consortium_id', 'application_id'])
    .select(['application_id', 'answers'])
    .where(
      'consortium_id',
      'in',
      rows.map(({ consortium_id }) => consortium_id),
    )
    .where(
      'application_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('consortium_id')
    .orderBy('application_id')
    .orderBy('number', 'desc')
    .execute();
  return new Map(
    revisions.map(({ application_id, answers }) => {
      const given = verdicts.get(application_id) ?? new Map<string, GivenVerdict>();
      const submitted = recordOf(answers);
      return [application_id, { answers: submitted, verified: verifiedAnswers(submitted, given), verdicts: given }];
    }),
  );
}
