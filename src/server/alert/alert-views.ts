import { z } from 'zod';
import { alertMeasures, isYearly } from '#core/alert/alert-rule.ts';
import { conditionText, measuredText } from '#core/alert/alert-text.ts';
import { type AlertRuleRow, Channel, Comparison, Measure, namedFigure } from './alert-row.ts';

const Decimal = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/);
const Year = z.int().min(2000).max(2999);

const Condition = z.object({
  unitId: z.uuid(),
  measure: Measure,
  /** Where the measure is one of a figure. */
  figure: z.string().max(80).nullable(),
  comparison: Comparison,
  limit: Decimal,
  /** Null for the running year. */
  year: Year.nullable(),
});

type Asked = z.output<typeof Condition>;

/** What is asked of a figure names one, and a change against the year before is one of a figure itself. */
function asked<Body extends Asked>(body: z.ZodType<Body>) {
  return body
    .refine(({ measure, figure }) => (alertMeasures[measure].ofFigure ? namedFigure(figure) : figure === null), {
      path: ['figure'],
      message: '请选择一项数据',
    })
    .refine(({ measure, comparison }) => isYearly(measure) || comparison === 'below' || comparison === 'above', {
      path: ['comparison'],
      message: '只有数据本身可以与上年相比',
    });
}

const Rule = Condition.extend({
  name: z.string().trim().min(1).max(60),
  channels: z.array(Channel).min(1).max(3),
  paused: z.boolean(),
});
export const ConditionBody = asked(Condition);
export const AlertBody = asked(Rule.extend({ paused: z.boolean().default(false) }));
export const ChangedAlertBody = asked(Rule.extend({ version: z.int().min(1) }));

const UnitName = z.object({ id: z.string(), name: z.string() });

/** Something that a rule says of a consortium, or of its own unit as a whole, in words. */
export const AlertItem = z.object({ consortium: UnitName, year: z.int(), text: z.string() });

export const AlertView = z.object({
  id: z.string(),
  name: z.string(),
  unit: UnitName,
  measure: z.string(),
  figure: z.string().nullable(),
  comparison: z.string(),
  limit: z.string(),
  year: z.int().nullable(),
  channels: z.array(z.string()),
  paused: z.boolean(),
  version: z.int(),
  changedAt: z.string(),
  /** The condition as a sentence. */
  text: z.string(),
  /** What is true by now and has been told, the newest first; `total` may be more than the items. */
  told: z.object({ total: z.int(), items: z.array(AlertItem.extend({ at: z.string() })) }),
});

/** A rule's condition as it was in a version. */
export const VersionView = z.object({ version: z.int(), text: z.string(), paused: z.boolean(), at: z.string() });

export type ToldRow = {
  rule_id: string;
  consortium_id: string;
  consortium: string;
  year: number;
  value: string;
  before: string | null;
  told_at: Date;
  total: number;
};

export function viewRule(rule: AlertRuleRow, unitName: string, told: readonly ToldRow[]): z.input<typeof AlertView> {
  const figure = namedFigure(rule.figure);
  const { id, name, measure, comparison, limit, year, channels, paused, version } = rule;
  return {
    ...{ id, name, measure, figure: rule.figure, comparison, limit, year, channels, paused, version },
    unit: { id: rule.unit_id, name: unitName },
    changedAt: rule.changed_at.toISOString(),
    text: conditionText(rule, figure),
    told: {
      total: told[0]?.total ?? 0,
      items: told.map((row) => ({
        consortium: { id: row.consortium_id, name: row.consortium },
        year: row.year,
        text: measuredText(rule, figure, row.year, { value: row.value, before: row.before ?? undefined }),
        at: row.told_at.toISOString(),
      })),
    },
  };
}
