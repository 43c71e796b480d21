import { numberText } from '#core/figure/figure-text.ts';
import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ClosingContent, readClosing } from './close-commitments.ts';

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

/** A consortium's 承诺兑现单 as Word or PDF, the same bytes each time. Throws `Refusal('not-found')` before it was closed. */
export async function closingDocument(
  { db, documents }: Context,
  actor: Actor,
  { id, closingId, format }: { id: string; closingId: string; format: keyof typeof mediaTypes },
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const closing = await db.readAs(actor, (tx) => readClosing(tx, id, closingId));
  if (!closing) throw new Refusal('not-found');
  const content = ClosingContent.parse(closing.content);
  const official = officialOf(content, closing);
  const bytes = format === 'pdf' ? await documents.official(official) : await renderOfficialDocx(official);
  return {
    bytes: Buffer.from(bytes),
    name: `承诺兑现单（${content.consortium}）.${format}`,
    mediaType: mediaTypes[format],
  };
}

const states: Readonly<Record<ClosingContent['items'][number]['state'], string>> = {
  kept: '已兑现',
  short: '未达到',
  unknown: '无数据',
  none: '',
};

function officialOf(
  { consortium, province, day, items }: ClosingContent,
  { digest, closed_at }: { digest: string; closed_at: Date },
): OfficialDocument {
  const count = (state: string) => items.filter((each) => each.state === state).length;
  const kept = count('kept');
  const changed = items.filter((each) => each.changed !== null).length;
  const rows = items.map(({ label, unit, year, first, changed: value, actual, state, percent, explanation }, at) => [
    String(at + 1),
    `${label}（${unit}）`,
    String(year),
    numberText(first),
    value === null ? '—' : numberText(value),
    actual === null ? '—' : numberText(actual),
    percent === null ? states[state] : `${percent}％ ${states[state]}`,
    explanation,
  ]);
  return {
    title: `${consortium}承诺兑现单`,
    isLandscape: true,
    body: [
      {
        kind: 'paragraph',
        text: `${consortium}（${province}）推荐书中的承诺共${items.length}项，经批准调整${changed}项。据截至${officialDay(beijing(day))}的台账，已兑现${kept}项，未达到${count('short')}项${count('unknown') > 0 ? `，没有数据可比的${count('unknown')}项` : ''}。兑现率为实际值与承诺值（经批准调整的，以调整后的为准）之比，舍去百分数小数点后两位以下。`,
      },
      {
        kind: 'table',
        head: ['序号', '承诺事项', '年度', '原承诺', '调整后', '实际', '兑现情况', '说明'],
        widths: [5, 25, 6, 9, 9, 9, 13, 24],
        rows,
      },
      { kind: 'paragraph', text: `内容摘要（SHA-256）：${digest.replace(/(.{8})(?=.)/g, '$1 ')}` },
    ],
    day: officialDay(closed_at),
  };
}

const beijing = (day: string) => new Date(`${day}T00:00:00+08:00`);
