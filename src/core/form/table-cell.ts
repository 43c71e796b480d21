import type { Inline, TableCell } from './layout.ts';

type Covers = { columns?: number; rows?: number };

/** A label cell of one line. */
export function labelCell<const Path extends string = never, const Id extends string = never>(
  inlines: string | readonly Inline<Path, Id>[],
  covers: Covers = {},
): TableCell<Path, Id> {
  const line = { inlines: typeof inlines === 'string' ? [{ text: inlines }] : inlines, align: 'center' as const };
  return { role: 'label', lines: [line], ...covers };
}

/** An answer cell of one centred line, as the figures stand: the answer and the unit printed after it. */
export function figureCell<const Path extends string>(
  cell: Path,
  unit = '',
  covers: Covers = {},
): TableCell<Path, never> {
  const inlines = unit === '' ? [{ cell }] : [{ cell }, { text: unit }];
  return { role: 'answer', lines: [{ inlines, align: 'center' }], ...covers };
}

/** An answer cell of running text, with the hint printed while it is unanswered. */
export function textCell<const Path extends string>(
  cell: Path,
  hint?: string,
  covers: Covers = {},
): TableCell<Path, never> {
  return {
    role: 'answer',
    lines: [{ inlines: [hint === undefined ? { cell } : { cell, hint }], align: 'left' }],
    ...covers,
  };
}
