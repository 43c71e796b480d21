import type { Finding } from '#core/check/finding.ts';
import { numberText } from '#core/figure/figure-text.ts';
import { countWords } from '#core/quantity/count-words.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import type { MonitoredFigure } from './monitored-figures.ts';
import type { CollectionKind, GapBasis } from './monitoring-rules.ts';
import { type ReturnContent, type ReturnFigure, reasonCell } from './return-content.ts';

/** What a reported figure is measured against, in the words of a finding. */
const bases: Readonly<Record<GapBasis, string>> = { committed: '承诺', planned: '年度计划', previous: '上年' };

/**
 * What stands against sending a return: texts that are missing or over their limit are errors; a figure below what the kind measures it against
 * is a warning, which a reason answers.
 */
export function checkReturn(
  kind: CollectionKind,
  content: ReturnContent,
  known: readonly MonitoredFigure[],
): readonly Finding[] {
  return [...textFindings(kind, content), ...gapFindings(kind, content, known)];
}

/** Gaps without a reason. */
export function unexplained(findings: readonly Finding[], { reasons }: ReturnContent): readonly Finding[] {
  return findings.filter(
    ({ check, fields }) => check === 'gap' && fields.some((figure) => (reasons[figure] ?? '').trim() === ''),
  );
}

function textFindings({ texts, explains }: CollectionKind, content: ReturnContent): readonly Finding[] {
  const fault = (check: string, cell: string, message: string): Finding => ({
    check,
    severity: 'error',
    fields: [cell],
    cells: [cell],
    message,
  });
  const over = (cell: string, label: string, text: string, limit: number) => {
    const words = countWords(text);
    return words > limit ? [fault('text-limit', cell, `“${label}”有${words}字，不能超过${limit}字`)] : [];
  };
  return [
    ...texts.flatMap(({ id, label, limit, required }) => {
      const text = content.texts[id] ?? '';
      if (required && text.trim() === '') return [fault('required', id, `“${label}”没有填写`)];
      return over(id, label, text, limit);
    }),
    ...Object.entries(content.reasons).flatMap(([figure, reason]) =>
      over(reasonCell(figure), '说明', reason, explains.limit),
    ),
  ];
}

function gapFindings(
  { explains }: CollectionKind,
  { figures }: ReturnContent,
  known: readonly MonitoredFigure[],
): readonly Finding[] {
  const names = new Map(known.map((figure) => [figure.id, figure]));
  return figures.flatMap((one): Finding[] => {
    const name = names.get(one.figure);
    const below = explains.against.filter((basis) => isBelow(one, basis));
    if (!name || below.length === 0) return [];
    const said = (value: string | null) => (value === null ? '没有数据' : `${numberText(value)}${name.unit}`);
    const than = below.map((basis) => `${bases[basis]}${said(one[basis])}`).join('、');
    return [
      {
        check: 'gap',
        severity: 'warning',
        fields: [one.figure],
        cells: [one.figure],
        message: `“${name.label}”为${said(one.value)}，低于${than}，请说明原因`,
      },
    ];
  });
}

/** No value is below anything that was promised above zero. */
function isBelow(figure: ReturnFigure, basis: GapBasis): boolean {
  const promised = figure[basis];
  return promised !== null && decimalOf(figure.value ?? '0') < decimalOf(promised);
}
