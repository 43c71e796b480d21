import { agreementSides } from '#core/apprenticeship/agreement.ts';
import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { agreementTextOf, dayText } from './agreement-text.ts';
import { type AmendmentRow, readAmendments } from './amendment-row.ts';
import { readApprentices } from './apprentice-row.ts';
import { mustKnowApprenticeships } from './apprenticeship-right.ts';
import { type ApprenticeshipTarget, readApprenticeship } from './apprenticeship-row.ts';

/**
 * 三方协议 of one student as Word or PDF, as its text stands, with who has signed it when and how it was changed before. Throws `Refusal('not-found')`, also for who
 * may not see the student.
 */
export async function agreementPaper(
  context: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  apprenticeId: string,
  document: 'agreement.docx' | 'agreement.pdf',
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const { consortiumId, apprenticeshipId } = target;
  const paper = await context.db.readAs(actor, async (tx): Promise<OfficialDocument> => {
    await mustKnowApprenticeships(tx, consortiumId);
    const row = await readApprenticeship(tx, target);
    const [student] = await readApprentices(tx, { ...target, apprenticeId });
    if (!student) throw new Refusal('not-found');
    const directory = await context.directories.of(consortiumId);
    const { title, clauses } = agreementTextOf(context, directory, row, student.name);
    const signatures = await tx
      .selectFrom('apprenticeship_signature')
      .select(['side', 'at'])
      .where('consortium_id', '=', consortiumId)
      .where('apprenticeship_id', '=', apprenticeshipId)
      .where('text', '=', row.text)
      .execute();
    const changes = await tx
      .selectFrom('apprenticeship_text')
      .select(['number', 'reason', 'at'])
      .where('consortium_id', '=', consortiumId)
      .where('apprenticeship_id', '=', apprenticeshipId)
      .where('number', '>', 1)
      .orderBy('number')
      .execute();
    const amendments = (await readAmendments(tx, target)).filter(({ state }) => state === 'in-force');
    const names = { school: row.school_id, enterprise: row.enterprise_id };
    const own = (text: number | null, at: Date | null) => (text === row.text ? at : null);
    const rows = [
      ...agreementSides.map((side) => [
        side === 'school' ? '甲方（学校）' : '乙方（企业）',
        directory.byId.get(names[side])?.name ?? '',
        momentText(signatures.find((each) => each.side === side)?.at ?? null),
      ]),
      ['丙方（学生）', student.name, momentText(own(student.signed_text, student.signed_at))],
      ...(student.is_minor ? [['监护人', '', momentText(own(student.guardian_text, student.guardian_at))]] : []),
    ];
    return {
      title,
      body: [
        ...clauses.flatMap(({ heading, text }) => [
          { kind: 'heading' as const, text: heading },
          ...text.split('\n').map((line) => ({ kind: 'paragraph' as const, text: line })),
        ]),
        ...(changes.length === 0 ? [] : [{ kind: 'heading' as const, text: '附：变更' }]),
        ...changes.map(({ number, reason, at }) => {
          const amendment = amendments.find(({ text }) => text + 1 === number);
          return {
            kind: 'paragraph' as const,
            text: `第${number}稿，${officialDay(at)}${amendment ? `，${amendmentText(amendment)}` : ''}：${reason}`,
          };
        }),
        { kind: 'heading', text: '签署' },
        { kind: 'table', head: ['签署方', '名称', '签署时间'], widths: [26, 44, 30], rows },
      ],
    };
  });
  const isPdf = document === 'agreement.pdf';
  return {
    bytes: Buffer.from(isPdf ? await context.documents.official(paper) : await renderOfficialDocx(paper)),
    name: `${paper.title}.${isPdf ? 'pdf' : 'docx'}`,
    mediaType: isPdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

/** What an amendment changed, as the paper says it. */
function amendmentText({ number, changes }: AmendmentRow): string {
  const said = (text: string) => text.replace(/\d{4}-\d\d-\d\d/g, dayText);
  return `补充协议第${number}号，${changes.map(({ label, from, to }) => `${label}由${said(from)}改为${said(to)}`).join('，')}`;
}

const momentText = (at: Date | null) => (at === null ? '（未签署）' : officialDay(at));
