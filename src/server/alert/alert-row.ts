import { z } from 'zod';
import {
  type AlertChannel,
  type AlertComparison,
  type AlertMeasure,
  alertChannels,
  alertComparisons,
  alertMeasures,
} from '#core/alert/alert-rule.ts';
import type { NamedFigure } from '#core/alert/alert-text.ts';
import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) =>
  z.string().refine((text): text is Key => Object.hasOwn(table, text));

export const Measure = keysOf<AlertMeasure>(alertMeasures);
export const Comparison = keysOf<AlertComparison>(alertComparisons);
export const Channel = keysOf<AlertChannel>(alertChannels);

const definitions = currentPack.ledgers ? figureDefinitions(currentPack.form, currentPack.ledgers) : [];
const named = new Map(definitions.map(({ id, label, unit }) => [id, { label, unit }]));

export function namedFigure(figure: string | null): NamedFigure | undefined {
  return figure === null ? undefined : named.get(figure);
}

const RuleColumns = z.object({
  id: z.string(),
  unit_id: z.string(),
  person_id: z.string(),
  name: z.string(),
  measure: Measure,
  figure: z.string().nullable(),
  comparison: Comparison,
  limit: z.string(),
  year: z.number().nullable(),
  channels: z.array(Channel),
  paused: z.boolean(),
  version: z.number(),
  changed_at: z.date(),
});
export type AlertRuleRow = z.output<typeof RuleColumns>;

/** Rules that are not taken away and that the transaction may see, the oldest first. */
export async function readRules(tx: Tx): Promise<readonly AlertRuleRow[]> {
  const rows = await tx
    .selectFrom('alert_rule')
    .select(['id', 'unit_id', 'person_id', 'name', 'measure', 'figure', 'comparison', 'limit', 'year', 'channels'])
    .select(['paused', 'version', 'changed_at'])
    .where('removed', '=', false)
    .orderBy('changed_at')
    .orderBy('id')
    .execute();
  return z.array(RuleColumns).parse(rows);
}
