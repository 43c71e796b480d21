import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { Figures, ReportContent, ReportStateId } from './report-views.ts';

export type ReportTarget = { consortiumId: string; reportId: string };

export function reportQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('talent_report')
    .select(['id', 'member_id', 'year', 'title', 'state', 'published_on', 'version'])
    .where('consortium_id', '=', consortiumId);
}

/** Throws `Refusal('not-found')`, also for a draft that the actor may not read. */
export async function readReport(tx: Tx, { consortiumId, reportId }: ReportTarget) {
  const row = await reportQuery(tx, consortiumId)
    .select(['figures', 'content', 'digest', 'withdrawn_because'])
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  const { state, figures, content, ...kept } = row;
  return {
    ...kept,
    state: ReportStateId.parse(state),
    figures: Figures.parse(figures),
    content: content === null ? null : ReportContent.parse(content),
  };
}

export type ReportRow = Awaited<ReturnType<typeof readReport>>;

/** What people wrote in it: the latest version of each paragraph; null where they took it back. */
export async function readTexts(
  tx: Tx,
  { consortiumId, reportId }: ReportTarget,
): Promise<ReadonlyMap<string, { version: number; text: string | null }>> {
  const rows = await tx
    .selectFrom('talent_report_text')
    .select(['part', 'version', 'text'])
    .distinctOn('part')
    .where('consortium_id', '=', consortiumId)
    .where('report_id', '=', reportId)
    .orderBy('part')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map(({ part, version, text }) => [part, { version, text }]));
}

/** Only what stands in place of a drafted paragraph. */
export function writtenOf(texts: Awaited<ReturnType<typeof readTexts>>): ReadonlyMap<string, string> {
  return new Map([...texts].flatMap(([part, { text }]) => (text === null ? [] : [[part, text]])));
}
