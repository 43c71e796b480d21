import type { Pack } from '#core/pack/pack.ts';

/** A figure that is followed year by year. Values are exact decimal texts; a rate is in percent. */
export type MonitoredFigure = {
  id: string;
  label: string;
  unit: string;
  decimals: number;
  max: number | undefined;
  isRate: boolean;
};

/** The numbers that the form asks for by year and the ledgers count, in the form's order: 说明三, 年度数据. */
export function monitoredFigures(pack: Pack): readonly MonitoredFigure[] {
  const rules = new Map(pack.ledgers?.kinds.flatMap((kind) => kind.figures.map((rule) => [rule.figure, rule])));
  return Object.entries(pack.form.fields).flatMap(([id, field]) => {
    const rule = rules.get(id);
    if (field.kind !== 'number' || !field.years || !rule) return [];
    const { label, unit, decimals, max } = field;
    return [{ id, label, unit, decimals, max, isRate: rule.measure.type === 'rate' }];
  });
}
