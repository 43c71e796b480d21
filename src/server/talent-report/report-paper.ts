import { dayText } from '#core/monitoring-report/report-parts.ts';
import { demandReport, reportBody } from '#core/talent-report/demand-report.ts';
import type { OfficialDocument } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import { type ReportTarget, readReport, readTexts, writtenOf } from './report-row.ts';
import type { ReportContent } from './report-views.ts';

export type ReportFormat = 'report.docx' | 'report.pdf';
export type ReportPaper = { bytes: Buffer; name: string; mediaType: string };

/** The report as Word or PDF, as it is drafted or as it was published. Throws `Refusal('not-found')`. */
export async function reportPaper(
  context: Context,
  actor: Actor,
  target: ReportTarget,
  format: ReportFormat,
): Promise<ReportPaper> {
  const paper = await context.db.readAs(actor, async (tx): Promise<OfficialDocument> => {
    await mustKnowTalent(tx, target.consortiumId);
    const { title, content, figures } = await readReport(tx, target);
    if (content) return publishedPaper(content);
    const written = writtenOf(await readTexts(tx, target));
    return {
      title: `${title}（草稿）`,
      body: reportBody(demandReport(talentRules().report, figures, written)),
      from: figures.name,
      day: dayText(figures.day),
    };
  });
  return renderPaper(context, paper, format);
}

/** What was published, as an office's document. */
export function publishedPaper({ title, publisher, publishedOn, body }: ReportContent): OfficialDocument {
  return { title, body: body.map(plainBlock), from: publisher, day: dayText(publishedOn) };
}

export async function renderPaper(
  { documents }: Pick<Context, 'documents'>,
  paper: OfficialDocument,
  format: ReportFormat,
): Promise<ReportPaper> {
  const isPdf = format === 'report.pdf';
  return {
    bytes: Buffer.from(isPdf ? await documents.official(paper) : await renderOfficialDocx(paper)),
    name: `${paper.title}.${isPdf ? 'pdf' : 'docx'}`,
    mediaType: isPdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

/** Without a mark where there is none. */
function plainBlock(block: ReportContent['body'][number]): OfficialDocument['body'][number] {
  if (block.kind !== 'chart') return block;
  const { mark, ...chart } = block;
  return mark === undefined ? chart : { ...chart, mark };
}
