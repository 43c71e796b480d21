import type { MajorFigures, Share } from './major-figures.ts';
import type { MajorRules } from './major-rules.ts';

export const warningKinds = ['surplus', 'no-demand', 'employment', 'admission', 'match'] as const;
export type WarningKind = (typeof warningKinds)[number];

/** Why a major is warned of, with the figure that decided it and the limit. */
export type WarningReason = { kind: WarningKind; text: string };

/** `unknown`: what could not be judged, and what is missing for it. */
export type MajorWarning = {
  grade: 'warned' | 'watched' | 'none';
  reasons: readonly WarningReason[];
  unknown: readonly string[];
};

/** Judges a major: each reason with its figure, and what nobody has said yet. */
export function warningOf(figures: MajorFigures, rules: MajorRules): MajorWarning {
  const reasons: WarningReason[] = [];
  const unknown: string[] = [];
  const { occupations, supply, demand, leading, admission, employment } = figures;
  const span = `今后${rules.years}年`;
  if (occupations.length === 0) unknown.push('专业没有对应的职业，无法与需求比较');
  else if (demand === 0) {
    if (supply > 0) reasons.push({ kind: 'no-demand', text: `${span}毕业${supply}人，对应职业没有需求` });
  } else {
    const coverage = percentOf(supply, demand);
    if (coverage >= rules.surplus)
      reasons.push({
        kind: 'surplus',
        text: `${span}对应职业供给${supply}人、需求${demand}人，供给为需求的${coverage}%（达到${rules.surplus}%）`,
      });
    if (leading === null) unknown.push('园区主导产业没有设定，无法判断匹配');
    else if (percentOf(leading, demand) < rules.match)
      reasons.push({
        kind: 'match',
        text: `对应职业的需求${demand}人中，主导产业${leading}人，占${percentOf(leading, demand)}%（低于${rules.match}%）`,
      });
  }
  const below = (share: Share | null, limit: number, kind: 'admission' | 'employment') => {
    const [name, whole, part] =
      kind === 'admission' ? (['报到率', '计划', '报到'] as const) : (['就业率', '毕业', '就业'] as const);
    if (share === null) unknown.push(`学校没有填报${name}`);
    else if (percentOf(share.part, share.whole) < limit)
      reasons.push({
        kind,
        text: `${share.year}年${whole}${share.whole}人、${part}${share.part}人，${name}${percentOf(share.part, share.whole)}%（低于${limit}%）`,
      });
  };
  below(employment, rules.employment, 'employment');
  below(admission, rules.admission, 'admission');
  return {
    grade: reasons.length === 0 ? 'none' : reasons.length >= rules.warned ? 'warned' : 'watched',
    reasons,
    unknown,
  };
}

/** Rounded down; more than the whole is more than 100. */
function percentOf(part: number, whole: number): number {
  return Math.floor((100 * part) / whole);
}
