import { type OfficialBlock, type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readPublicationSigns, readPublications } from '#server/selection/publications.ts';
import { type Acceptance, readAcceptance } from './acceptance-row.ts';
import { type Case, readCase } from './case-row.ts';
import { type Look, readLooks } from './look-row.ts';
import { type Outcome, readOutcomes } from './outcomes.ts';

export const actFiles = ['letter.docx', 'letter.pdf', 'look.docx', 'look.pdf'] as const;
export type ActFile = (typeof actFiles)[number];

type Found = { acceptance: Acceptance; row: Case; act: Outcome; look: Look | undefined };

/**
 * The papers of an act upon a consortium's acceptance: the office's letter with the outcome, once it is published, and the record of the visit
 * before the second look (Word, PDF). Throws `Refusal('not-found')`.
 */
export async function actDocument(
  context: Context,
  actor: Actor,
  { consortiumId, batchId, version, file }: { consortiumId: string; batchId: string; version: number; file: ActFile },
): Promise<{ bytes: Buffer; name: string }> {
  const paper = await context.db.readAs(actor, async (tx) => {
    const acceptance = await readAcceptance(context, tx, batchId);
    const row = await readCase(tx, consortiumId, batchId);
    const acts = (await readOutcomes(tx, batchId, consortiumId)).get(consortiumId) ?? [];
    const act = acts.find((one) => one.version === version);
    if (!act || row.published_version === null || version < row.published_version) throw new Refusal('not-found');
    const looks = await readLooks(tx, { consortiumId, batchId });
    const lookAt = (of: number) => looks.find((one) => one.version === of);
    if (file.startsWith('look')) return recordOf({ acceptance, row, act, look: lookAt(version) });
    return letterOf(tx, { acceptance, row, act, look: act.act === 'second-look' ? lookAt(version - 1) : undefined });
  });
  const bytes = file.endsWith('.pdf') ? await context.documents.official(paper) : await renderOfficialDocx(paper);
  return { bytes: Buffer.from(bytes), name: `${paper.title}${file.slice(file.indexOf('.'))}` };
}

const about = { decision: '验收结论', 'second-look': '整改复核结论', appeal: '申诉复核结论' } as const;
const verdicts = { met: '达到', 'not-met': '未达到', unknown: '无数据' } as const;
const lookOutcomes = { settled: '已整改到位', unsettled: '仍有问题' } as const;

async function letterOf(tx: Tx, { acceptance, row, act, look }: Found): Promise<OfficialDocument> {
  const { list } = await readPublications(tx, acceptance.id);
  const own = act.publication_id === null ? list : await readPublicationSigns(tx, act.publication_id);
  const { label } = acceptance.rules.outcomes[act.outcome];
  const basis =
    act.act === 'decision'
      ? `按照“${acceptance.title}”的安排，经自评、省级审核、专家审阅和考察，现将对你单位的验收结论通知如下。`
      : act.act === 'appeal'
        ? `你单位对“${acceptance.title}”的结论提出的申诉，经复核，现将结论通知如下。`
        : `你单位在“${acceptance.title}”中被要求限期整改。经对整改情况进行复核，现将结论通知如下。`;
  return {
    title: `关于${row.consortium}${about[act.act]}的通知`,
    ...(own && own.number !== '' ? { number: own.number } : {}),
    to: row.consortium,
    body: [
      paragraph(basis),
      heading('一、结论'),
      paragraph(`${label}。`),
      ...(act.due_on === null ? [] : [paragraph(`请于${dayOf(act.due_on)}前完成整改并报送整改报告和证据材料。`)]),
      heading('二、理由'),
      ...act.reason.split('\n').map(paragraph),
      ...(look === undefined || look.ended_at === null
        ? []
        : [paragraph(`${dayOf(look.day)}在${look.place}进行了复核考察：${look.conclusion}`)]),
      heading('三、各项标准的达到情况'),
      {
        kind: 'table',
        head: ['标准', '要求', '实际', '判定', '依据'],
        widths: [24, 12, 12, 12, 40],
        rows: act.judgements.map(({ label: name, threshold, unit, value, verdict, because }) => [
          name,
          `${threshold}${unit}`,
          value === null ? '—' : `${value}${unit}`,
          verdicts[verdict],
          because,
        ]),
      },
    ],
    from: acceptance.issuer,
    day: own ? dayOf(own.published_on) : officialDay(act.at),
  };
}

function recordOf({ acceptance, row, look }: Found): OfficialDocument {
  if (!look) throw new Refusal('not-found');
  return {
    title: `${row.consortium}整改复核考察记录`,
    body: [
      heading('一、考察情况'),
      paragraph(`考察对象：${row.consortium}（${acceptance.title}）。`),
      paragraph(`考察时间和地点：${dayOf(look.day)}，${look.place}。`),
      paragraph(`考察人员：${look.people}。`),
      paragraph(`考察缘由：${look.reason}`),
      heading('二、核对情况'),
      {
        kind: 'table',
        head: ['序号', '核对的问题', '结论', '说明'],
        widths: [8, 44, 16, 32],
        rows: look.points.map(({ text, outcome, note }, at) => [
          String(at + 1),
          text,
          outcome === null ? '未核对' : lookOutcomes[outcome],
          note,
        ]),
      },
      heading('三、复核意见'),
      ...(look.conclusion === '' ? ['（尚未写明）'] : look.conclusion.split('\n')).map(paragraph),
      ...(look.ended_at === null ? [paragraph('本记录尚未完成。')] : []),
    ],
    from: acceptance.issuer,
    day: look.ended_at === null ? dayOf(look.day) : officialDay(look.ended_at),
  };
}

const heading = (text: string): OfficialBlock => ({ kind: 'heading', text });
const paragraph = (text: string): OfficialBlock => ({ kind: 'paragraph', text });
const dayOf = (day: string) => officialDay(new Date(`${day}T00:00:00+08:00`));
