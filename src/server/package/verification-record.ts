import { valueAt } from '#core/form/answers.ts';
import { figureCells, verdictLabels } from '#core/verification/verdict.ts';
import { type OfficialBlock, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { printValue } from '#documents/print/print-value.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readFindings } from '#server/finding/findings.ts';
import { readSpotCheck } from '#server/verification/spot-check.ts';
import type { PackageItem, ProvincePackage } from './read-package.ts';

export type VerificationFacts = {
  spotCheck: Awaited<ReturnType<typeof readSpotCheck>>;
  findings: Awaited<ReturnType<typeof readFindings>>;
};

/** What an application's verification left beside its verdicts. */
export async function readVerificationFacts(
  { directories }: Pick<Context, 'directories'>,
  tx: Tx,
  item: PackageItem,
): Promise<VerificationFacts> {
  const row = { id: item.id, consortium_id: item.consortiumId };
  return {
    spotCheck: await readSpotCheck(tx, row, item.number, await directories.of(item.consortiumId)),
    findings: await readFindings(tx, row, 'verification'),
  };
}

/** 核实记录 in Word: each figure as submitted and as verified with its verdict and reason, the spot check, and what was found on site. */
export function verificationRecord(
  item: PackageItem,
  { spotCheck, findings }: VerificationFacts,
  { batch, unit, list }: ProvincePackage,
): Promise<Uint8Array> {
  const title = '核实记录';
  return renderOfficialDocx({
    title,
    isLandscape: true,
    from: unit.name,
    day: officialDay(list.submitted_at ?? list.changed_at),
    body: [
      {
        kind: 'paragraph',
        text: `${item.consortium}，${batch.title}，推荐书第${item.number}版（内容摘要 SHA-256：${item.digest}）。`,
      },
      { kind: 'heading', text: '一、数据' },
      figuresTable(item),
      { kind: 'heading', text: '二、抽查' },
      { kind: 'paragraph', text: spotCheckText(spotCheck) },
      ...(spotCheck && spotCheck.entries.length > 0 ? [entriesTable(spotCheck.entries)] : []),
      { kind: 'heading', text: '三、现场发现' },
      ...(findings.length === 0
        ? [{ kind: 'paragraph' as const, text: '无。' }]
        : findings.map((finding, at) => ({ kind: 'paragraph' as const, text: findingText(finding, at + 1) }))),
    ],
  });
}

function figuresTable({ stored, answers, verified, verdicts }: PackageItem): OfficialBlock {
  const cells = figureCells(stored.pack.form).filter(({ path }) => valueAt(answers, path) !== undefined);
  return {
    kind: 'table',
    head: ['数据', '申报值', '结论', '核实值', '理由'],
    widths: [44, 14, 12, 14, 40],
    rows: cells.map((cell) => {
      const given = verdicts.get(cell.path);
      return [
        cell.type.kind === 'number' && cell.type.unit !== '' ? `${cell.label}（${cell.type.unit}）` : cell.label,
        printValue(cell, valueAt(answers, cell.path)),
        given ? verdictLabels[given.verdict] : '',
        given?.verdict === 'rejected' ? '—' : printValue(cell, valueAt(verified, cell.path)),
        given?.reason ?? '',
      ];
    }),
  };
}

function spotCheckText(spotCheck: VerificationFacts['spotCheck']): string {
  if (!spotCheck) return '没有抽取台账记录。';
  const of = (verdict: keyof typeof verdictLabels) =>
    `${verdictLabels[verdict]}${spotCheck.entries.filter((entry) => entry.verdict === verdict).length}条`;
  return `从${spotCheck.poolSize}条记录中抽取${spotCheck.entries.length}条（种子${spotCheck.seed}，抽取范围摘要${spotCheck.poolDigest}）：${of('true')}，${of('corrected')}，${of('rejected')}。`;
}

function entriesTable(entries: NonNullable<VerificationFacts['spotCheck']>['entries']): OfficialBlock {
  return {
    kind: 'table',
    head: ['记录', '结论', '更正', '理由'],
    widths: [48, 12, 34, 30],
    rows: entries.map(({ fields, verdict, note }) => [
      fields.map(({ label, reported }) => `${label}：${reported || '（空）'}`).join('；'),
      verdict ? verdictLabels[verdict] : '',
      fields
        .filter(({ corrected }) => corrected !== null)
        .map(({ label, reported, corrected }) => `${label}：${reported || '（空）'}更正为${corrected}`)
        .join('；'),
      note,
    ]),
  };
}

function findingText({ text, place, seenAt, answer, files }: VerificationFacts['findings'][number], number: number) {
  const head = [officialDay(new Date(seenAt)), place].filter((each) => each !== '').join('，');
  const pictures = files.length > 0 ? `（照片和文件${files.length}件）` : '';
  return `${number}．${head}：${text}${pictures}${answer ? `\n申报单位说明：${answer.text}` : ''}`;
}
