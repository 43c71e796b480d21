import type { Answers } from '#core/form/answers.ts';
import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { summaryTable } from '#documents/official/summary-table.ts';
import { writeSummary } from '#documents/xlsx/write-summary.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { ActingPerson } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from '#server/verification/read-verified.ts';
import { findRecommendation, readCandidates } from './read-recommendation.ts';

export type RecommendationDocument = 'summary.xlsx' | 'summary.docx' | 'letter.docx';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A paper of the province's package: the summary table of what it recommends, in its order and with the figures as verified, or the letter
 * that goes with it. Throws `Refusal('not-found')` where nothing is on the list.
 */
export async function recommendationDocument(
  { db, packs }: Context,
  actor: ActingPerson,
  { id, unitId, document }: { id: string; unitId: string; document: RecommendationDocument },
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const { pack, list, names, rows, province, ministry, batch } = await db.readAs(actor, async (tx) => {
    const batch = await tx
      .selectFrom('batch')
      .innerJoin('unit', 'unit.id', 'batch.unit_id')
      .select(['batch.title', 'batch.pack_digest', 'unit.name as organiser'])
      .where('batch.id', '=', id)
      .executeTakeFirst();
    const unit = await tx.selectFrom('unit').select('name').where('id', '=', unitId).executeTakeFirst();
    const list = await findRecommendation(tx, id, unitId);
    if (!batch || !unit || !list || list.items.length === 0) throw new Refusal('not-found');
    const candidates = await readCandidates(tx, id, unitId);
    const chosen = list.items.flatMap((item) => candidates.find((row) => row.id === item.applicationId) ?? []);
    const found = await readVerified(tx, chosen);
    const rows: Answers[] = chosen.map((row): Answers => found.get(row.id)?.verified ?? {});
    const { pack } = await packs.byDigest(batch.pack_digest);
    return {
      pack,
      list,
      rows,
      names: chosen.map(({ consortium }) => consortium),
      province: unit.name,
      ministry: batch.organiser,
      batch: batch.title,
    };
  });
  // The table names people in charge: who takes it away is on record.
  await db.asActor(actor, (tx) =>
    recordSystemAudit(tx, unitId, 'recommendation.exported', id, { document, version: list.version }),
  );
  const { summary, form } = pack;
  if (document === 'summary.xlsx')
    return {
      bytes: Buffer.from(await writeSummary(summary, rows, form)),
      name: `${summary.title}.xlsx`,
      mediaType: xlsx,
    };
  const day = officialDay(list.submitted_at ?? new Date());
  const paper: OfficialDocument =
    document === 'summary.docx'
      ? { title: summary.title, body: [summaryTable(summary, rows, form)], from: province, day, isLandscape: true }
      : {
          title: `关于推荐${batch.includes('产教联合体') ? '' : '市域产教联合体'}${batch}单位的函`,
          to: ministry,
          from: province,
          day,
          body: letterBody(batch, names, list.opinion),
        };
  const name = document === 'summary.docx' ? `${summary.title}.docx` : '推荐函.docx';
  return { bytes: Buffer.from(await renderOfficialDocx(paper)), name, mediaType: docx };
}

function letterBody(batch: string, names: readonly string[], opinion: string): OfficialDocument['body'] {
  return [
    {
      kind: 'paragraph',
      text: `按照“${batch}”的要求，我单位组织了申报、逐项核实了申报数据和支撑材料，择优推荐以下${names.length}个联合体：`,
    },
    ...names.map((name, at) => ({ kind: 'paragraph' as const, text: `${at + 1}．${name}` })),
    ...(opinion === '' ? [] : [{ kind: 'paragraph' as const, text: opinion }]),
    { kind: 'paragraph', text: '推荐书、支撑材料、推荐名单汇总表和光盘随函报送。' },
    { kind: 'paragraph', text: '附件：推荐名单汇总表' },
  ];
}
