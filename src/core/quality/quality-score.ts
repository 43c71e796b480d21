import { shareText } from './figure-words.ts';
import type { YearMeasures } from './measure-years.ts';
import type { FindingState, QualityPart, QualityRules, Severity } from './quality-rules.ts';

/** Findings of a year that are alike to the score. */
export type CountedFindings = { rule: string; severity: Severity; state: FindingState; count: number };

/** Points 0 to 100 with one decimal; `made` says what they were made of, in words. */
export type ScorePart = { part: QualityPart; label: string; weight: number; points: number; made: readonly string[] };

export type QualityScore = { points: number; parts: readonly ScorePart[] };

/**
 * The score of a year, 0 to 100, whole points: the weighted mean of its parts. Completeness, two voices and evidence are measured; plausibility and
 * consistency lose the points of their open findings; answers are the share of findings that were answered or closed.
 */
export function qualityScore(
  measures: YearMeasures,
  findings: readonly CountedFindings[],
  { rules, severities, parts }: Pick<QualityRules, 'rules' | 'severities' | 'parts'>,
  label: (figure: string) => string,
): QualityScore {
  const standing = findings.filter(({ state, count }) => state !== 'gone' && count > 0);
  const least = (list: readonly (readonly [string, number])[]) =>
    list.map(([figure, share]) => `“${label(figure)}”${shareText(share)}`);
  const judge = (part: QualityPart) => {
    const own = rules.filter((rule) => rule.part === part);
    const taken = own.map((rule) => {
      const open = standing.filter(({ rule: id, state }) => id === rule.id && state !== 'accepted');
      const count = open.reduce((sum, one) => sum + one.count, 0);
      return {
        label: rule.label,
        count,
        points: open.reduce((sum, one) => sum + one.count * severities[one.severity].points, 0),
      };
    });
    return {
      points: Math.max(0, 100 - taken.reduce((sum, { points }) => sum + points, 0)),
      made: taken.filter(({ count }) => count > 0).map((one) => `${one.label}：${one.count}项，扣${one.points}分`),
    };
  };
  const found = standing.reduce((sum, { count }) => sum + count, 0);
  const open = standing.reduce((sum, { state, count }) => sum + (state === 'open' ? count : 0), 0);
  const { asked, missing, entries, confirmed, evidenced, leastConfirmed, leastEvidenced } = measures;
  const measured: Readonly<Record<QualityPart, { points: number; made: readonly string[] }>> = {
    completeness: {
      points: asked === 0 ? 100 : (100 * (asked - missing.length)) / asked,
      made: [
        `应有${asked}项数据，有记录的${asked - missing.length}项`,
        ...missing.map((figure) => `缺“${label(figure)}”`),
      ],
    },
    voices: {
      points: 100 * confirmed,
      made: [`${entries}条次记录中经双方确认的占${shareText(confirmed)}`, ...least(leastConfirmed)],
    },
    evidence: {
      points: 100 * evidenced,
      made: [`${entries}条次记录中附有证据材料的占${shareText(evidenced)}`, ...least(leastEvidenced)],
    },
    plausibility: judge('plausibility'),
    consistency: judge('consistency'),
    answers: {
      points: found === 0 ? 100 : (100 * (found - open)) / found,
      made: [found === 0 ? '没有发现' : `${found}项发现中，已说明或已关闭的${found - open}项`],
    },
  };
  const all = partOrder.map(
    (part): ScorePart => ({
      part,
      ...parts[part],
      ...measured[part],
      points: Math.round(measured[part].points * 10) / 10,
    }),
  );
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  const points = partOrder.reduce((sum, part) => sum + parts[part].weight * measured[part].points, 0) / weights;
  return { points: Math.round(points), parts: all };
}

const partOrder = ['completeness', 'voices', 'evidence', 'plausibility', 'consistency', 'answers'] as const;
