import { figureText } from '#core/figure/figure-text.ts';
import type { ReturnCells } from './compare-returns.ts';
import type { MonitoredFigure } from './monitored-figures.ts';
import type { CollectionKind } from './monitoring-rules.ts';

/** A figure of a return: exact decimal texts, `null` where there is none. */
export type ReturnFigure = {
  figure: string;
  /** What is reported: the ledgers' value, or the one planned. */
  value: string | null;
  amount: string;
  /** Of a rate. */
  base: string | null;
  /** Shares from 0 to 1 of the entries behind it: confirmed by both sides, with evidence. */
  confirmed: string;
  evidenced: string;
  entries: number;
  /** The year before, what was committed for the year, and what its plan said. */
  previous: string | null;
  committed: string | null;
  planned: string | null;
};

/** What a return says: frozen with its digest when it is sent. Reasons by figure. */
export type ReturnContent = {
  texts: Readonly<Record<string, string>>;
  reasons: Readonly<Record<string, string>>;
  figures: readonly ReturnFigure[];
};

/** A place of a return that is typed, remarked on and compared. */
export type ReturnCell = { cell: string; label: string } & (
  | { is: 'text'; limit: number }
  | { is: 'reason'; limit: number; figure: string }
  | { is: 'figure'; figure: MonitoredFigure; typed: boolean }
);

export const reasonCell = (figure: string) => `reason.${figure}`;

/** Every cell of a kind's returns, in the order in which they are read. */
export function cellsOfReturn(kind: CollectionKind, figures: readonly MonitoredFigure[]): readonly ReturnCell[] {
  return [
    ...kind.texts.map(({ id, label, limit }): ReturnCell => ({ cell: id, label, is: 'text', limit })),
    ...figures.flatMap((figure): ReturnCell[] => [
      { cell: figure.id, label: figure.label, is: 'figure', figure, typed: kind.figures === 'planned' },
      {
        cell: reasonCell(figure.id),
        label: `${figure.label}：说明`,
        is: 'reason',
        limit: kind.explains.limit,
        figure: figure.id,
      },
    ]),
  ];
}

/** What stands in each cell, as people read it. */
export function saidIn({ texts, reasons, figures }: ReturnContent, known: readonly MonitoredFigure[]): ReturnCells {
  const units = new Map(known.map(({ id, unit }) => [id, unit]));
  return {
    ...texts,
    ...Object.fromEntries(
      figures.flatMap((one) =>
        one.value === null ? [] : [[one.figure, figureText(one.value, one, units.get(one.figure) ?? '')]],
      ),
    ),
    ...Object.fromEntries(Object.entries(reasons).map(([figure, reason]) => [reasonCell(figure), reason])),
  };
}
