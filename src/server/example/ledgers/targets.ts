import { type Answers, isRecord } from '#core/form/answers.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';

export const exampleYears = [2022, 2023, 2024, 2025] as const;

/** What a figure is to be in a year; 0 where the form does not ask for it. */
export type Targets = { of: (figure: string, year: number) => number };

export type TargetPlan = {
  /** Figures, as `apprentices.2022`, of which the ledgers say otherwise than the form. */
  otherwise?: Readonly<Record<string, number>>;
  /** The size of all figures but rates against the form's. */
  scale?: number;
};

const [firstYear] = exampleYears;
const rates = new Set(['apprenticePositionRate', 'skillsExamAdmissionRate', 'employmentRate', 'transformationRate']);
/** By how much a figure that the form asks for one year only grows from year to year. */
const growth = 1.06;

/**
 * The form's own figures for the years it asks for — what was planned for the second year was reached — and from there on what they lead one to expect.
 */
export function targetsOf(answers: Answers, { otherwise = {}, scale = 1 }: TargetPlan = {}): Targets {
  const cells = new Map(
    Object.entries(ledgerBook().fills).map(([cell, { figure, year }]) => [`${figure}.${year}`, cell]),
  );
  const told = (figure: string, year: number): number | undefined => {
    const key = `${figure}.${year}`;
    const path = (cells.get(key) ?? key).split('.');
    const value = path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), answers);
    return otherwise[key] ?? (typeof value === 'number' ? value : undefined);
  };
  const expected = (figure: string, year: number): number => {
    const [first = 0, second] = [told(figure, firstYear), told(figure, firstYear + 1)];
    if (second === undefined) return first * growth ** (year - firstYear);
    return second + (second - first) * 0.8 * (year - firstYear - 1);
  };
  return {
    of: (figure, year) => {
      const own = told(figure, year);
      if (own !== undefined && (scale === 1 || rates.has(figure))) return own;
      const value = own ?? expected(figure, year);
      if (rates.has(figure)) return Math.min(99, Math.round(value * 2) / 2);
      return Math.max(0, Math.round(value * scale));
    },
  };
}
