import { canonicalJson } from '#core/form/canonical-json.ts';
import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { writeResults } from '#documents/xlsx/write-results.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { UseContent } from './hand-on.ts';

export type UseFile = 'list.docx' | 'list.xlsx' | 'record.json';

const mediaTypes: Readonly<Record<UseFile, string>> = {
  'list.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'list.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'record.json': 'application/json; charset=utf-8',
};

/**
 * What was handed on, as it was: as a letter, as a table, or as the record with its signatures, whose `content` in canonical JSON is what was
 * signed. Throws `Refusal('not-found')`.
 */
export async function useDocument(
  { db }: Context,
  actor: Actor,
  { id, useId, document }: { id: string; useId: string; document: UseFile },
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const row = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('acceptance_use')
      .select(['content', 'digest', 'signatures', 'fingerprint', 'at'])
      .where('batch_id', '=', id)
      .where('id', '=', useId)
      .executeTakeFirst(),
  );
  if (!row) throw new Refusal('not-found');
  const content = UseContent.parse(row.content);
  const { digest, signatures, fingerprint, at } = row;
  const name = `${content.province}验收结果（${content.use}）.${document.split('.')[1]}`;
  const mediaType = mediaTypes[document];
  if (document === 'record.json') {
    const record = { content, digest, signatures, fingerprint, at: at.toISOString() };
    return { bytes: Buffer.from(canonicalJson(record)), name, mediaType };
  }
  const bytes =
    document === 'list.docx' ? await renderOfficialDocx(letterOf(content, digest, at)) : await tableOf(content);
  return { bytes: Buffer.from(bytes), name, mediaType };
}

function letterOf(content: UseContent, digest: string, at: Date): OfficialDocument {
  const { acceptance, issuer, use, recipient, province, list, items } = content;
  const listed = list.number === '' ? list.title : `${list.title}（${list.number}）`;
  return {
    title: `${province}市域产教联合体验收结果`,
    to: recipient,
    body: [
      {
        kind: 'paragraph',
        text: `根据${listed}，现将${province}的联合体在“${acceptance}”中的结果（见附件）提供给你单位，作为${use}的参考。`,
      },
      { kind: 'paragraph', text: `本件内容的SHA-256摘要：${digest}` },
    ],
    from: issuer,
    day: officialDay(at),
    annex: {
      title: '验收结果',
      body: [
        {
          kind: 'table',
          head: ['序号', '联合体', '结果', '理由'],
          widths: [8, 32, 14, 46],
          rows: items.map(({ consortium, outcome, reason }, n) => [String(n + 1), consortium, outcome, reason]),
        },
      ],
    },
  };
}

function tableOf({ province, use, items }: UseContent): Promise<Uint8Array> {
  const columns = [
    { title: '序号', width: 8 },
    { title: '联合体', width: 36 },
    { title: '结果', width: 12 },
    { title: '理由', width: 60 },
    { title: '作出日期', width: 14 },
  ];
  const lines = items.map(({ consortium, outcome, reason, decidedAt }, n) => [
    n + 1,
    consortium,
    outcome,
    reason,
    officialDay(new Date(decidedAt)),
  ]);
  return writeResults(`${province}验收结果（${use}）`, columns, lines);
}
