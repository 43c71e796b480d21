import { monitoredFigures } from '#core/collection/monitored-figures.ts';
import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Examination, FigureName } from './examined.ts';

/** How a pack's figures are looked at in a year: with the years before it, as many as `years`, and the official names. */
export function examinationOf(pack: Pack, running: number, years: number): Examination {
  const { form, ledgers } = pack;
  const definitions = ledgers ? figureDefinitions(form, ledgers) : [];
  const names = new Map(
    definitions.map(({ id, label, unit, isRate }): [string, FigureName] => [id, { label, unit, isRate }]),
  );
  return {
    years: Array.from({ length: years }, (_, at) => running - years + 1 + at),
    running,
    names,
    asked: monitoredFigures(pack).map(({ id }) => id),
  };
}
