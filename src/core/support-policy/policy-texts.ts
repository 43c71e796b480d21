import { numberText } from '#core/figure/figure-text.ts';
import type { FitReason } from './policy-fit.ts';
import type { PolicyCondition, PolicyPeriod } from './policy-rules.ts';

type Named = { label: string; unit: string };

/** What conditions speak of, in the notice's words. */
export type PolicyWords = {
  category: (id: string) => string;
  /** With the ledger that says it. */
  trait: (id: string) => Named & { ledger: string };
  figure: (id: string) => Named;
  kind: (id: string) => string;
};

export const periodLabels: Readonly<Record<PolicyPeriod, string>> = {
  'this-year': '本年度',
  'last-year': '上一年度',
  'three-years': '近三年，含本年度',
};

/** What a clause asks for: `中国特色学徒制培养（上一年度）不少于5人`. */
export function conditionText(condition: PolicyCondition, words: PolicyWords): string {
  switch (condition.about) {
    case 'category':
      return `单位类别：${condition.of.map(words.category).join('、')}`;
    case 'trait':
      return `${words.trait(condition.trait).label}：${condition.of.join('、')}`;
    case 'size': {
      const { label, unit } = words.trait(condition.trait);
      const { atLeast, atMost } = condition;
      const bounds = [
        ...(atLeast === null ? [] : [`不少于${numberText(atLeast)}${unit}`]),
        ...(atMost === null ? [] : [`不超过${numberText(atMost)}${unit}`]),
      ];
      return `${label}${bounds.join('、')}`;
    }
    default: {
      const { label, unit } = deedWords(condition, words);
      return `${label}（${periodLabels[condition.period]}）不少于${numberText(condition.atLeast)}${unit}`;
    }
  }
}

/** The value that decided, and what would be needed, for whoever it concerns. */
export function reasonTexts(reason: FitReason, words: PolicyWords): { found: string; needed: string } {
  const { condition, holds, found, year, disputed, lacks } = reason;
  switch (condition.about) {
    case 'category':
      return { found: words.category(found ?? ''), needed: '' };
    case 'trait':
    case 'size': {
      const { unit, ledger } = words.trait(condition.trait);
      if (found === null) return { found: '还没有填报', needed: `请在“${ledger}”台账中填报` };
      const said = `${condition.about === 'size' ? numberText(found) + unit : found}（${year}年）`;
      return { found: said, needed: holds ? '' : lackText(lacks, unit) };
    }
    default: {
      const { unit } = deedWords(condition, words);
      const beside = disputed === null ? '' : `，另有${numberText(disputed)}${unit}有争议`;
      return {
        found: `${numberText(found ?? '0')}${unit}${beside}`,
        needed: holds === null ? '有争议的记录裁定后才能判断' : lackText(lacks, unit),
      };
    }
  }
}

function lackText(lacks: string | null, unit: string): string {
  if (lacks === null) return '';
  return lacks.startsWith('-') ? `超出${numberText(lacks.slice(1))}${unit}` : `还差${numberText(lacks)}${unit}`;
}

function deedWords(condition: Extract<PolicyCondition, { period: PolicyPeriod }>, words: PolicyWords): Named {
  if (condition.about === 'figure') return words.figure(condition.figure);
  const only = condition.only === null ? '' : `“${condition.only.is}”`;
  return { label: `${words.kind(condition.kind)}${only}记录`, unit: '条' };
}
