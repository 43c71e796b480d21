import { type FigureDefinition, figureDefinitions } from '#core/figure/figure-definitions.ts';
import type { Pack } from '#core/pack/pack.ts';

/** 三.3 监测: the figures that the form asks for by year and the ledgers add up, in the ledgers' order; none of a pack without ledgers. */
export function monitoredFigures({ form, ledgers }: Pack): readonly FigureDefinition[] {
  if (!ledgers) return [];
  return figureDefinitions(form, ledgers).filter(({ id }) => {
    const field = form.fields[id];
    return field?.kind === 'number' && field.years !== undefined;
  });
}
