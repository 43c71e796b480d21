import { demandReport } from '#core/talent-report/demand-report.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import { type ReportRow, type ReportTarget, readReport, readTexts, reportQuery, writtenOf } from './report-row.ts';
import { ReportStateId, type ReportsView, type TalentReportView } from './report-views.ts';

const most = 200;

/** The reports of a consortium that the actor may read, the latest first. Throws `Refusal('not-found')`. */
export async function listReports(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
): Promise<ReportsView> {
  return db.readAs(actor, async (tx) => {
    const { manages } = await mustKnowTalent(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const rows = await reportQuery(tx, consortiumId)
      .orderBy('year', 'desc')
      .orderBy('at', 'desc')
      .limit(most)
      .execute();
    return {
      manages,
      thisYear: yearInChina(Date.now()),
      members: publishers(directory),
      items: rows.map(({ state, ...row }) => briefOf({ ...row, state: ReportStateId.parse(state) }, directory)),
    };
  });
}

/** A report part by part: as it is drafted, or as it was published. Throws `Refusal('not-found')`. */
export async function viewReport(context: Context, actor: Actor, target: ReportTarget): Promise<TalentReportView> {
  const { consortiumId } = target;
  return context.db.readAs(actor, async (tx) => {
    const { manages } = await mustKnowTalent(tx, consortiumId);
    const row = await readReport(tx, target);
    const texts = await readTexts(tx, target);
    const directory = await context.directories.of(consortiumId);
    const { parts } = demandReport(talentRules().report, row.figures, writtenOf(texts));
    return {
      ...briefOf(row, directory),
      consortium: { id: consortiumId, name: row.figures.name },
      manages,
      members: publishers(directory),
      figuresOn: row.figures.day,
      digest: row.digest,
      withdrawnBecause: row.withdrawn_because,
      parts: row.content
        ? row.content.body.map((block) => ({ kind: 'block' as const, block }))
        : parts.map((part) =>
            part.kind === 'paragraph' ? { ...part, version: texts.get(part.part)?.version ?? 0 } : part,
          ),
    };
  });
}

function briefOf(
  row: Pick<ReportRow, 'id' | 'title' | 'year' | 'state' | 'member_id' | 'published_on' | 'version'>,
  { byId }: Directory,
) {
  return {
    id: row.id,
    title: row.title,
    year: row.year,
    state: row.state,
    publisher: { id: row.member_id, name: byId.get(row.member_id)?.name ?? '' },
    publishedOn: row.published_on,
    version: row.version,
  };
}

const publishers = ({ byId }: Directory) =>
  [...byId.values()]
    .map(({ id, name }) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'zh'));
