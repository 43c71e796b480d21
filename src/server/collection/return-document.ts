import type { MonitoredFigure } from '#core/collection/monitored-figures.ts';
import type { CollectionKind } from '#core/collection/monitoring-rules.ts';
import type { ReturnContent } from '#core/collection/return-content.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { figureText, numberText } from '#core/figure/figure-text.ts';
import { type OfficialBlock, type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readRevisions } from './read-content.ts';
import { type ReturnKey, readReturn } from './return-row.ts';

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

/** A return as the consortium's paper, of its latest frozen revision. Throws `Refusal('not-found')` where nothing was sent yet. */
export async function returnDocument(
  context: Context,
  actor: Actor,
  key: ReturnKey,
  format: 'docx' | 'pdf',
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const { open, revision } = await context.db.readAs(actor, async (tx) => {
    const open = await readReturn(context, tx, actor, key);
    const [revision] = await readRevisions(tx, key, open.row.revision === null ? [] : [open.row.revision]);
    return { open, revision };
  });
  if (!revision) throw new Refusal('not-found');
  const { row, collection, kind, figures } = open;
  const period = `${collection.year}年${collection.quarter === null ? '' : `第${collection.quarter}季度`}`;
  const title = `${row.consortium}${kind.label}（${period}）`;
  const document: OfficialDocument = {
    title,
    body: [
      ...kind.texts.flatMap(({ id, label }, at): OfficialBlock[] => {
        const text = revision.content.texts[id];
        return text === undefined
          ? []
          : [
              { kind: 'heading', text: `${numerals[at] ?? at + 1}、${label}` },
              ...text
                .split('\n')
                .filter((line) => line.trim() !== '')
                .map((line): OfficialBlock => ({ kind: 'paragraph', text: line })),
            ];
      }),
    ],
    from: row.consortium,
    day: officialDay(revision.sentAt),
    annex: { title: '年度数据对照表', body: figureBlocks(kind, revision.content, figures, collection.year) },
  };
  const bytes = format === 'pdf' ? await context.documents.official(document) : await renderOfficialDocx(document);
  return { bytes: Buffer.from(bytes), name: `${title}.${format}`, mediaType: mediaTypes[format] };
}

const numerals = ['一', '二', '三', '四', '五', '六'];

/** Last year, this year's commitment and plan, and what is reported, side by side; the reasons for gaps below. */
function figureBlocks(
  kind: CollectionKind,
  { figures, reasons }: ReturnContent,
  known: readonly MonitoredFigure[],
  year: number,
): readonly OfficialBlock[] {
  const byId = new Map(known.map((figure) => [figure.id, figure]));
  const told = (value: string | null) => (value === null ? '—' : numberText(value));
  const isPlan = kind.figures === 'planned';
  const rows = figures.flatMap((figure) => {
    const name = byId.get(figure.figure);
    if (!name) return [];
    const reported = figure.value === null ? '—' : figureText(figure.value, figure, name.isRate ? '%' : '');
    const { percent } = fulfilment(figure.value ?? undefined, figure.committed ?? undefined);
    return [
      [
        `${name.label}（${name.unit}）`,
        told(figure.previous),
        told(figure.committed),
        ...(isPlan ? [] : [told(figure.planned)]),
        reported,
        percent === undefined ? '—' : `${percent}%`,
      ],
    ];
  });
  const explained = figures.flatMap(({ figure }): OfficialBlock[] => {
    const reason = reasons[figure];
    const name = byId.get(figure);
    return reason === undefined || !name ? [] : [{ kind: 'paragraph', text: `${name.label}：${reason}` }];
  });
  return [
    {
      kind: 'table',
      head: [
        '数据项',
        `${year - 1}年实际`,
        `${year}年承诺`,
        ...(isPlan ? [`${year}年计划`] : [`${year}年计划`, `${year}年实际`]),
        isPlan ? '计划／承诺' : '完成率',
      ],
      widths: isPlan ? [40, 15, 15, 15, 15] : [30, 12, 12, 12, 20, 14],
      rows,
    },
    ...(explained.length === 0 ? [] : [{ kind: 'heading' as const, text: '有关数据的说明' }, ...explained]),
  ];
}
