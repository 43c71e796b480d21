import type { ExaminedFigure } from './examined.ts';

/** The figures of one consortium, to be looked up by figure and year. */
export type OwnFigures = {
  all: readonly ExaminedFigure[];
  /** One list a figure, its years in their order. */
  lists: readonly (readonly ExaminedFigure[])[];
  at: (figure: string, year: number) => ExaminedFigure | undefined;
  inYear: (year: number) => readonly ExaminedFigure[];
};

/** Figures of the years that are looked at, in the order of figure and year whatever the order they came in. */
export function ownFigures(figures: readonly ExaminedFigure[], years: readonly number[]): OwnFigures {
  const all = figures
    .filter(({ year }) => years.includes(year))
    .sort((a, b) => (a.figure === b.figure ? a.year - b.year : a.figure < b.figure ? -1 : 1));
  const byKey = new Map(all.map((one) => [`${one.figure}.${one.year}`, one]));
  const byYear = Map.groupBy(all, ({ year }) => year);
  return {
    all,
    lists: [...Map.groupBy(all, ({ figure }) => figure).values()],
    at: (figure, year) => byKey.get(`${figure}.${year}`),
    inYear: (year) => byYear.get(year) ?? [],
  };
}
