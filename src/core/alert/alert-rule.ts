import { decimalOf, decimalText } from '#core/quantity/decimal.ts';

/**
 * What a rule looks at, of a consortium in a year: a figure; how far the year's commitment of it is kept; the share of its entries that no second voice has
 * confirmed; by how many days a return to a collection is late; or the points of its data quality. A total is the figure of the rule's whole unit, as
 * a province's.
 */
export const alertMeasures = {
  figure: { label: '数据', ofFigure: true },
  total: { label: '数据的合计', ofFigure: true },
  fulfilment: { label: '承诺兑现率', ofFigure: true },
  oneSided: { label: '未经另一方确认的占比', ofFigure: true },
  lateness: { label: '报送逾期', ofFigure: false },
  quality: { label: '数据质量得分', ofFigure: false },
} as const;
export type AlertMeasure = keyof typeof alertMeasures;

/** Whether it can be set against the year before: what is a figure itself. */
export function isYearly(measure: AlertMeasure): boolean {
  return measure === 'figure' || measure === 'total';
}

export const alertComparisons = {
  below: '低于',
  above: '高于',
  fallen: '比上年下降',
  risen: '比上年上升',
} as const;
export type AlertComparison = keyof typeof alertComparisons;

export const alertChannels = { app: '系统内消息', mail: '邮件', webhook: '推送地址' } as const;
export type AlertChannel = keyof typeof alertChannels;

/** `limit` is a decimal text, in the measure's unit; of `fallen` and `risen`, in percent of the year before. */
export type AlertCondition = {
  measure: AlertMeasure;
  figure: string | null;
  comparison: AlertComparison;
  limit: string;
};

/** Decimal texts; none where nothing is known. */
export type Measured = { value?: string | undefined; before?: string | undefined };

/** Whether a condition is true of what was measured; nothing where that cannot be said, as of a rate without a denominator. */
export function holdsFor({ comparison, limit }: AlertCondition, { value, before }: Measured): boolean | undefined {
  if (value === undefined) return undefined;
  const [is, bound] = [decimalOf(value), decimalOf(limit)];
  switch (comparison) {
    case 'below':
      return is < bound;
    case 'above':
      return is > bound;
    case 'fallen':
    case 'risen': {
      const was = before === undefined ? 0n : decimalOf(before);
      if (was <= 0n) return undefined;
      const change = comparison === 'risen' ? is - was : was - is;
      return change > 0n && change * decimalOf(100) >= bound * was;
    }
  }
}

/**
 * One look at a condition: it is told when it becomes true, and not again before it was seen to be false. What cannot be said changes nothing.
 */
export function stepAlert(wasTold: boolean, holds: boolean | undefined): { isTold: boolean; tells: boolean } {
  if (holds === undefined) return { isTold: wasTold, tells: false };
  return { isTold: holds, tells: holds && !wasTold };
}

/** `part` in percent of `whole`, rounded down to 0.01; none where there is no whole. Both are counts. */
export function shareInPercent(part: number, whole: number): string | undefined {
  if (whole === 0) return undefined;
  return decimalText(((BigInt(part) * 10_000n) / BigInt(whole)) * 10_000n);
}
