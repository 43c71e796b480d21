import type { AppraisalRules } from '#core/appraisal/appraisal-rules.ts';
import { appraisalSources } from '#core/appraisal/appraisal-sources.ts';
import { ruleText } from '#core/appraisal/formula-text.ts';
import type { Indicator, Scheme, Subject } from '#core/appraisal/scheme.ts';
import { schemeFault } from '#core/appraisal/scheme-fault.ts';
import { type FigureDefinition, figureDefinitions } from '#core/figure/figure-definitions.ts';
import { currentPack } from '#packs/packs.ts';
import { Refusal } from '#server/http/refusal.ts';

/** Throws `Refusal('not-found')` where the notice knows no appraisals. */
export function appraisalRules(): AppraisalRules {
  const rules = currentPack.appraisal;
  if (!rules) throw new Refusal('not-found');
  return rules;
}

const { form, ledgers } = currentPack;
const figures: ReadonlyMap<string, FigureDefinition> = new Map(
  (ledgers ? figureDefinitions(form, ledgers) : []).map((figure) => [figure.id, figure]),
);

/** The figures that an indicator may be drawn from. */
export const appraisedFigures = [...figures.values()].map(({ id, label, unit, isRate }) => ({
  id,
  label,
  unit: isRate ? '％' : unit,
}));

/** The ledger figure that an indicator is drawn from, where it is. */
export function figureOf({ source }: Indicator): FigureDefinition | undefined {
  return source.kind === 'figure' ? figures.get(source.figure) : undefined;
}

/** What follows a value of this indicator. */
export function unitOf(indicator: Indicator): string {
  const figure = figureOf(indicator);
  return figure ? (figure.isRate ? '％' : figure.unit) : appraisalSources[indicator.source.kind].unit;
}

/** An indicator's source and rule in words. */
export function indicatorText(indicator: Indicator): string {
  const figure = figureOf(indicator);
  const source = figure ? `“${figure.label}”` : appraisalSources[indicator.source.kind].label;
  const absent =
    indicator.source.kind === 'hand' ? '' : `；没有可计算的，${indicator.absent === 'full' ? '得满分' : '不得分'}`;
  return `${source}：${ruleText(indicator.rule, unitOf(indicator))}${absent}`;
}

/** Throws `Refusal('invalid')` with what to change, such as weights that are not 100 in all. */
export function mustBeScheme(scheme: Scheme, subject: Subject): void {
  const found = schemeFault(scheme, { subject, isFigure: (id) => figures.has(id) });
  if (!found) return;
  const detail = found.indicator === undefined ? found.fault : `“${found.indicator}”：${found.fault}`;
  throw new Refusal('invalid', { fields: ['content'], detail });
}
