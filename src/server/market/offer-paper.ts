import type { FastifyReply } from 'fastify';
import { filledTemplate } from '#core/talent/agreement-template.ts';
import { positionKindLabels } from '#core/talent/position.ts';
import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { majorText, mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import { type ApplicationRow, type ApplicationTarget, applicationQuery, rowOf } from './application-row.ts';
import { readMarketPass, readOwnProfile } from './market-pass.ts';
import type { OfferDocument } from './market-views.ts';
import { type Applicant, readApplicants } from './view-applications.ts';

type Paper = { bytes: Buffer; name: string; mediaType: string };
type Student = Pick<Applicant, 'name' | 'major' | 'level' | 'is_minor'>;

/**
 * 就业协议书 of an agreed job, or the confirmation of an agreed placement, as Word or PDF, for enterprise, school and secretariat. Throws `Refusal`: `action-not-possible`
 * before all have agreed, `not-found`, also for who has no part in it.
 */
export async function offerPaper(
  context: Context,
  actor: Actor,
  target: ApplicationTarget,
  document: OfferDocument,
): Promise<Paper> {
  const paper = await context.db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, target.consortiumId);
    const row = await readAgreed(tx, target);
    const student = (await readApplicants(tx, target.consortiumId, [row.id])).get(row.profile_id);
    if (!student) throw new Refusal('not-found');
    return layOut(context, target.consortiumId, row, student);
  });
  return print(context, paper, document);
}

/** The same by the student's own link, or a minor's guardian's. Throws `Refusal`: `action-not-possible`, `not-found`. */
export async function ownOfferPaper(
  context: Context,
  token: string,
  applicationId: string,
  document: OfferDocument,
): Promise<Paper> {
  const paper = await context.db.readAs(passOf(token), async (tx) => {
    const pass = await readMarketPass(tx);
    const row = await readAgreed(tx, { consortiumId: pass.consortiumId, applicationId });
    return layOut(context, pass.consortiumId, row, await readOwnProfile(tx, pass));
  });
  return print(context, paper, document);
}

async function readAgreed(tx: Tx, { consortiumId, applicationId }: ApplicationTarget): Promise<ApplicationRow> {
  const stored = await applicationQuery(tx, consortiumId).where('a.id', '=', applicationId).executeTakeFirst();
  if (!stored) throw new Refusal('not-found');
  const row = rowOf(stored);
  if (row.state !== 'agreed') throw new Refusal('action-not-possible', { state: row.state });
  return row;
}

async function layOut(
  context: Context,
  consortiumId: string,
  row: ApplicationRow,
  student: Student,
): Promise<OfficialDocument> {
  const { byId } = await context.directories.of(consortiumId);
  const names = { enterprise: byId.get(row.enterprise_id)?.name ?? '', school: byId.get(row.school_id)?.name ?? '' };
  const name = student.name || '（已按本人要求删除）';
  const { job, placement } = talentRules().employment;
  const { title, clauses } = filledTemplate(row.kind === 'job' ? job : placement, {
    ...names,
    ...{ student: name, graduate: row.kind === 'job' ? '毕业生' : '学生' },
    kind: positionKindLabels[row.kind].replace('岗位', ''),
    major: majorText(context, student.major),
    level: student.level,
    minor: student.is_minor ? '乙方未满18周岁，经监护人同意。' : '',
    post: row.post,
    place: row.agreed_place,
    pay: String(row.pay ?? 0),
    term: termText(row),
    probation: probationText(row.probation_months),
    answer: row.answer === '' ? '无。' : row.answer,
  });
  return {
    title,
    body: [
      ...clauses.flatMap(({ heading, text }) => [
        { kind: 'heading' as const, text: heading },
        { kind: 'paragraph' as const, text },
      ]),
      { kind: 'heading', text: '签署' },
      {
        kind: 'table',
        head: ['签署方', '名称', '作出同意的时间（北京时间）'],
        widths: [26, 40, 34],
        rows: [
          ['甲方（用人单位）', names.enterprise, momentText(row.offered_at)],
          [`乙方（${row.kind === 'job' ? '毕业生' : '学生'}）`, name, momentText(row.accepted_at)],
          ...(student.is_minor ? [['乙方监护人', '', momentText(row.guardian_at)]] : []),
          ['丙方（学校）', names.school, momentText(row.school_at)],
        ],
      },
    ],
  };
}

function termText({ starts_on, ends_on }: ApplicationRow): string {
  const first = starts_on === null ? '' : dayText(starts_on);
  return ends_on === null ? `自${first}起，期限由劳动合同约定。` : `自${first}起至${dayText(ends_on)}止。`;
}

function probationText(months: number | null): string {
  if (months === null) return '';
  return months === 0 ? '不约定试用期。' : `其中试用期${months}个月，包含在期限内。`;
}

const dayText = (day: string) => officialDay(new Date(`${day}T00:00:00+08:00`));

/** What was agreed before the moment was kept is said to be without one. */
function momentText(at: Date | null): string {
  if (at === null) return '（时间未记录）';
  const clock = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${officialDay(at)}${clock}`;
}

async function print(context: Context, paper: OfficialDocument, document: OfferDocument): Promise<Paper> {
  const isPdf = document === 'agreement.pdf';
  return {
    bytes: Buffer.from(isPdf ? await context.documents.official(paper) : await renderOfficialDocx(paper)),
    name: `${paper.title}.${isPdf ? 'pdf' : 'docx'}`,
    mediaType: isPdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

/** Sends a paper as a file of its own name. */
export function sendPaper(reply: FastifyReply, document: OfferDocument, { bytes, name, mediaType }: Paper) {
  const attached = `attachment; filename="${document}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return reply.type(mediaType).header('content-disposition', attached).send(bytes);
}
