import { coveredShare, missingIn } from './covered-entries.ts';
import type { Examination, ExaminedConsortium } from './examined.ts';
import { ownFigures } from './own-figures.ts';

/** What a year's score is measured by; shares are 0 to 1. Plain data. */
export type YearMeasures = {
  year: number;
  /** Figures that the form asks for. */
  asked: number;
  missing: readonly string[];
  entries: number;
  confirmed: number;
  evidenced: number;
  /** The figures with the least confirmed and the least evidenced share, as `[figure, share]`. */
  leastConfirmed: readonly (readonly [string, number])[];
  leastEvidenced: readonly (readonly [string, number])[];
};

const mostTold = 8;

/** The measures of each year that has any figures. */
export function measureYears(
  { figures }: Pick<ExaminedConsortium, 'figures'>,
  examination: Examination,
): readonly YearMeasures[] {
  const own = ownFigures(figures, examination.years);
  return examination.years.flatMap((year): YearMeasures[] => {
    const list = own.inYear(year);
    if (list.length === 0) return [];
    const least = (by: 'confirmed' | 'evidenced') =>
      list
        .filter((one) => one[by] < 1)
        .sort((a, b) => a[by] - b[by])
        .slice(0, mostTold)
        .map((one) => [one.figure, one[by]] as const);
    return [
      {
        year,
        asked: examination.asked.length,
        missing: missingIn(own, examination, year),
        entries: list.reduce((sum, one) => sum + one.entries, 0),
        confirmed: coveredShare(list, 'confirmed'),
        evidenced: coveredShare(list, 'evidenced'),
        leastConfirmed: least('confirmed'),
        leastEvidenced: least('evidenced'),
      },
    ];
  });
}
