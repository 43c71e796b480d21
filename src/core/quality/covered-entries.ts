import type { Examination, ExaminedConsortium, ExaminedFigure, QualityFinding } from './examined.ts';
import { nameOf, namesText, shareText, valueText } from './figure-words.ts';
import type { OwnFigures } from './own-figures.ts';
import type { QualityRule } from './quality-rules.ts';

type Rule<Kind extends QualityRule['kind']> = Extract<QualityRule, { kind: Kind }>;
type Coverage = 'confirmed' | 'evidenced';

/** The share of all entries behind these figures that is covered: every entry weighs as much as another. */
export function coveredShare(figures: readonly ExaminedFigure[], by: Coverage): number {
  const entries = figures.reduce((sum, figure) => sum + figure.entries, 0);
  const covered = figures.reduce((sum, figure) => sum + figure.entries * figure[by], 0);
  return entries === 0 ? 1 : covered / entries;
}

/** Figures of a year that the form asks for and nothing was entered for. */
export function missingIn(own: OwnFigures, { asked }: Examination, year: number): readonly string[] {
  return asked.filter((figure) => own.at(figure, year) === undefined);
}

/** Years that are over and lack figures, from the first year on that has any. */
export function missingFigures(
  { id }: Rule<'missing'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  const since = Math.min(...own.all.map(({ year }) => year));
  return examination.years.flatMap((year): QualityFinding[] => {
    if (year < since || year === examination.running || own.all.length === 0) return [];
    const figures = missingIn(own, examination, year);
    if (figures.length === 0) return [];
    const message = `${year}年有${figures.length}项数据没有任何记录：${namesText(examination, figures)}`;
    return [{ rule: id, year, subject: '', figures, basis: figures, message }];
  });
}

/** Years in which too few entries are confirmed by both sides, and the members who keep them waiting. */
export function oneVoice(
  { id, share, member }: Rule<'one-voice'>,
  own: OwnFigures,
  { awaited }: Pick<ExaminedConsortium, 'awaited'>,
  examination: Examination,
): readonly QualityFinding[] {
  return thinYears(own, examination, 'confirmed', share).flatMap(({ year, covered, figures }): QualityFinding[] => {
    const message = `${year}年的记录只有${shareText(covered)}经双方确认，不足的有${namesText(examination, figures)}`;
    const waiting = awaited
      .filter((one) => one.year === year && one.entries >= member)
      .map((one) => ({
        rule: id,
        year,
        subject: one.member,
        member: one.member,
        figures: one.figures,
        basis: one.figures,
        message: `${year}年有${one.entries}条记录等待本单位确认，涉及${namesText(examination, one.figures)}`,
      }));
    return [{ rule: id, year, subject: '', figures, basis: figures, message }, ...waiting];
  });
}

/** Years in which too few entries have evidence. */
export function noEvidence(
  { id, share }: Rule<'no-evidence'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  return thinYears(own, examination, 'evidenced', share).map(({ year, covered, figures }) => {
    const message = `${year}年的记录只有${shareText(covered)}附有证据材料，不足的有${namesText(examination, figures)}`;
    return { rule: id, year, subject: '', figures, basis: figures, message };
  });
}

/** Years whose entries are covered less than they should be, and the figures where it is so, the worst first. */
function thinYears(own: OwnFigures, { years }: Examination, by: Coverage, share: number) {
  return years.flatMap((year) => {
    const figures = own.inYear(year);
    const covered = coveredShare(figures, by);
    if (covered >= share) return [];
    const thin = figures.filter((one) => one[by] < share).sort((a, b) => a[by] - b[by]);
    return [{ year, covered, figures: thin.map(({ figure }) => figure) }];
  });
}

/** Figures that the form, or a return sent since, gives higher than the ledgers add up to; what has no entry at all is missing, which another rule tells. */
export function belowForm(
  { id, share }: Rule<'below-form'>,
  own: OwnFigures,
  { expected }: Pick<ExaminedConsortium, 'expected'>,
  examination: Examination,
): readonly QualityFinding[] {
  return expected.flatMap(({ figure, year, value, by }): QualityFinding[] => {
    const found = own.at(figure, year)?.value;
    if (found === undefined || value <= 0 || found >= value * (1 - share)) return [];
    const message = `${year}年${nameOf(examination, figure)}${by}填报为${valueText(examination, figure, value)}，台账合计只有${valueText(examination, figure, found)}`;
    return [{ rule: id, year, subject: figure, figures: [figure], basis: [message], message }];
  });
}
