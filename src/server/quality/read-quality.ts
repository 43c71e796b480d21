import { sql } from 'kysely';
import type { YearMeasures } from '#core/quality/measure-years.ts';
import type { QualityRules } from '#core/quality/quality-rules.ts';
import type { CountedFindings, QualityScore } from '#core/quality/quality-score.ts';
import { qualityScore } from '#core/quality/quality-score.ts';
import type { Tx } from '#server/db/database.ts';
import { severityOf, stateOf } from './finding-row.ts';
import { examinationNow, labelOf } from './quality-book.ts';

/** A year's score of a consortium that the actor may see, and when it was last looked at. */
export type KeptScore = {
  consortiumId: string;
  year: number;
  group: string | null;
  checkedAt: Date;
  comparedAt: Date | null;
  score: QualityScore;
  open: number;
  answered: number;
};

/** The scores as their findings stand now: two queries, for one consortium and for all. Years never looked at are not there. */
export async function readScores(
  tx: Tx,
  book: QualityRules,
  { consortia, years }: { consortia?: readonly string[]; years?: readonly number[] },
): Promise<readonly KeptScore[]> {
  let kept = tx
    .selectFrom('quality_score')
    .select(['consortium_id', 'year', 'measures', 'peer_group', 'checked_at', 'compared_at'])
    .orderBy('year', 'desc');
  let counts = tx
    .selectFrom('quality_finding')
    .select(['consortium_id', 'year', 'rule', 'severity', 'state', sql<number>`count(*)`.as('count')])
    .where('state', '<>', 'gone')
    .groupBy(['consortium_id', 'year', 'rule', 'severity', 'state']);
  if (consortia !== undefined) {
    const within = sql<boolean>`consortium_id = any(${[...consortia]}::uuid[])`;
    kept = kept.where(within);
    counts = counts.where(within);
  }
  if (years !== undefined) {
    const within = sql<boolean>`year = any(${[...years]}::smallint[])`;
    kept = kept.where(within);
    counts = counts.where(within);
  }
  const rows = await kept.execute();
  const counted = Map.groupBy(await counts.execute(), (row) => `${row.consortium_id} ${row.year}`);
  const label = labelOf(examinationNow(book));
  return rows.map((row) => {
    const findings = (counted.get(`${row.consortium_id} ${row.year}`) ?? []).map(
      ({ rule, severity, state, count }): CountedFindings => ({
        rule,
        severity: severityOf(book, severity),
        state: stateOf(book, state),
        count,
      }),
    );
    const inState = (wanted: string) =>
      findings.reduce((sum, { state, count }) => sum + (state === wanted ? count : 0), 0);
    return {
      consortiumId: row.consortium_id,
      year: row.year,
      group: row.peer_group,
      checkedAt: row.checked_at,
      comparedAt: row.compared_at,
      score: qualityScore(measuresOf(row.measures), findings, book, label),
      open: inState('open'),
      answered: inState('answered'),
    };
  });
}

/** The database holds only what `keep_quality` was given. */
function measuresOf(value: unknown): YearMeasures {
  if (isMeasures(value)) return value;
  throw new Error('measures of a score are not measures');
}

function isMeasures(value: unknown): value is YearMeasures {
  return typeof value === 'object' && value !== null && 'asked' in value && 'missing' in value && 'entries' in value;
}
