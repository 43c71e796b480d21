import { type OfficialBlock, type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type Publication, readPublications } from './publications.ts';

type PublicationFile = 'publicity.docx' | 'publicity.pdf' | 'list.docx' | 'list.pdf';

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

/** A published list as the office's document. Throws `Refusal('not-found')` where it is not out. */
export async function publicationDocument(
  { db, documents }: Context,
  actor: Actor,
  { id, document }: { id: string; document: PublicationFile },
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const [kind, format] = document.split('.') as ['publicity' | 'list', 'docx' | 'pdf'];
  const publication = (await db.readAs(actor, (tx) => readPublications(tx, id)))[kind];
  if (!publication) throw new Refusal('not-found');
  const official = officialOf(publication);
  const bytes = format === 'pdf' ? await documents.official(official) : await renderOfficialDocx(official);
  return { bytes: Buffer.from(bytes), name: `${publication.title}.${format}`, mediaType: mediaTypes[format] };
}

function officialOf({ kind, number, title, published_on, content }: Publication): OfficialDocument {
  return {
    title,
    ...(number === '' ? {} : { number }),
    body: [{ kind: 'paragraph', text: content.text }],
    from: content.issuer,
    day: officialDay(new Date(`${published_on}T00:00:00+08:00`)),
    annex: content.items.some(({ outcome }) => outcome)
      ? { title: kind === 'list' ? '验收结果' : '验收结果公示', body: [outcomeTable(content.items)] }
      : { title: kind === 'list' ? '培育名单' : '公示名单', body: [listTable(content.items)] },
  };
}

type Items = Publication['content']['items'];

function listTable(items: Items): OfficialBlock {
  return {
    kind: 'table',
    head: ['序号', '推荐省份', '联合体名称', '依托园区', '牵头学校', '牵头企业'],
    widths: [6, 10, 26, 20, 19, 19],
    rows: items.map(({ province, name, park, leadSchool, leadEnterprise }, at) => [
      String(at + 1),
      province,
      name,
      park,
      leadSchool,
      leadEnterprise,
    ]),
  };
}

function outcomeTable(items: Items): OfficialBlock {
  return {
    kind: 'table',
    head: ['序号', '省份', '联合体名称', '结果', '理由'],
    widths: [6, 10, 28, 16, 40],
    rows: items.map(({ province, name, outcome }, at) => [
      String(at + 1),
      province,
      name,
      `${outcome?.label ?? ''}${outcome?.dueOn ? `（${outcome.dueOn}前）` : ''}`,
      outcome?.reason ?? '',
    ]),
  };
}
