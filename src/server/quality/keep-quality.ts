import { sql } from 'kysely';
import type { Bands, QualityFinding } from '#core/quality/examined.ts';
import type { YearMeasures } from '#core/quality/measure-years.ts';
import type { QualityRules } from '#core/quality/quality-rules.ts';
import type { Tx } from '#server/db/database.ts';

export type Kept = { found: number; opened: number; gone: number };

export type Checked = {
  consortiumId: string;
  /** Rules and years that were looked at: what they find no more is closed. */
  rules: readonly string[];
  years: readonly number[];
  findings: readonly QualityFinding[];
  measures: readonly YearMeasures[];
  /** The group it was compared in; none where it was looked at by itself. */
  compared: { group: string | undefined } | undefined;
};

/** Keeps what was found of a consortium, in one trip. The actor may check it, or nothing is kept. */
export async function keepQuality(tx: Tx, book: QualityRules, checked: Checked): Promise<Kept> {
  const { consortiumId, rules, years, findings, measures, compared } = checked;
  const severities = new Map(book.rules.map(({ id, severity }) => [id, severity]));
  const rows = findings.map(({ message, member = null, others = [], ...finding }) => ({
    ...finding,
    text: message,
    member,
    others,
    severity: severities.get(finding.rule),
  }));
  const kept = await sql<Kept>`
    select found, opened, gone from keep_quality(${consortiumId}, ${[...rules]}, ${[...years]}::smallint[], ${JSON.stringify(rows)}::jsonb,
      ${JSON.stringify(measures)}::jsonb, ${compared !== undefined}, ${compared?.group ?? null})`.execute(tx);
  return kept.rows[0] ?? { found: 0, opened: 0, gone: 0 };
}

/** Keeps where the figures of each group lie, for checks of one consortium until the next run. */
export async function keepBands(tx: Tx, unitId: string, bands: Bands, least: number): Promise<void> {
  const rows = [...bands].flatMap(([group, own]) =>
    [...own].flatMap(([key, { count, middle, spread }]) => {
      if (count <= least) return [];
      const at = key.lastIndexOf('.');
      return [{ group, figure: key.slice(0, at), year: Number(key.slice(at + 1)), count, middle, spread }];
    }),
  );
  await sql`select keep_quality_bands(${unitId}, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** Where the figures of the narrowest of these groups lay at the last run over all consortia. */
export async function readBands(tx: Tx, labels: readonly string[]) {
  const rows = await tx
    .selectFrom('quality_band')
    .select(['peer_group', 'figure', 'year', 'count', 'middle', 'spread'])
    .where('peer_group', 'in', [...labels])
    .execute();
  const label = labels.find((each) => rows.some(({ peer_group }) => peer_group === each));
  if (label === undefined) return undefined;
  const own = rows.filter(({ peer_group }) => peer_group === label);
  return {
    label,
    bands: new Map(
      own.map(({ figure, year, count, middle, spread }) => [`${figure}.${year}`, { count, middle, spread }]),
    ),
  };
}
