import { sql } from 'kysely';
import { z } from 'zod';
import { holdsFor } from '#core/alert/alert-rule.ts';
import { conditionText, measuredText } from '#core/alert/alert-text.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { Refusal } from '#server/http/refusal.ts';
import { Comparison, Measure, namedFigure, readRules } from './alert-row.ts';
import {
  type AlertItem,
  type AlertView,
  type ConditionBody,
  type ToldRow,
  type VersionView,
  viewRule,
} from './alert-views.ts';
import { measureConsortia } from './measure-consortia.ts';

const mostShown = 20;
const mostUnits = 500;

/** A person's rules with what each of them says by now, and the units it may set rules over: the widest first. */
export async function readAlerts({ db }: Pick<Context, 'db'>, actor: Actor) {
  return db.readAs(actor, async (tx) => {
    const rules = await readRules(tx);
    const { rows: units } = await sql<{ id: string; name: string; kind: string; speaks: boolean }>`
      select id, name, kind, speaks_for(id) as speaks from unit where id in (select scope('read-ledger')) and kind <> 'member'
      order by array_position(array['ministry', 'province', 'consortium'], kind), name, id limit ${mostUnits}`.execute(
      tx,
    );
    const { rows: named } = await sql<{ id: string; name: string }>`
      select id, name from unit where id = any(${rules.map(({ unit_id }) => unit_id)}::uuid[])`.execute(tx);
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const { rows: told } = await sql<ToldRow>`
      select s.*, u.name as consortium from (
        select rule_id, consortium_id, year, value, before, told_at, (count(*) over (partition by rule_id))::integer as total,
          row_number() over (partition by rule_id order by told_at desc, consortium_id) as place
        from alert_state
      ) s join unit u on u.id = s.consortium_id
      where s.place <= ${mostShown} order by s.told_at desc, u.name`.execute(tx);
    const byRule = Map.groupBy(told, ({ rule_id }) => rule_id);
    const items: z.input<typeof AlertView>[] = rules.map((rule) =>
      viewRule(rule, names.get(rule.unit_id) ?? '', byRule.get(rule.id) ?? []),
    );
    return { items, units };
  });
}

const OldRule = z.object({
  measure: Measure,
  figure: z.string().nullable(),
  comparison: Comparison,
  limit: z.coerce.string(),
  paused: z.boolean(),
});

/** What a rule was in each of its versions, the latest first. Throws `Refusal('not-found')` where it is not the actor's. */
export async function readVersions(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  id: string,
): Promise<z.input<typeof VersionView>[]> {
  const rows = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('alert_rule_history')
      .select(['version', 'rule', 'at'])
      .where('rule_id', '=', id)
      .orderBy('version', 'desc')
      .execute(),
  );
  if (rows.length === 0) throw new Refusal('not-found');
  return rows.map(({ version, rule, at }) => {
    const { paused, ...condition } = OldRule.parse(rule);
    return { version, paused, text: conditionText(condition, namedFigure(condition.figure)), at: at.toISOString() };
  });
}

/** What a rule would tell if it were set now. Throws `Refusal('not-found')` for a unit that the actor may not watch. */
export async function previewAlert(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  condition: z.output<typeof ConditionBody>,
  now: Date,
): Promise<{ total: number; of: number; text: string; items: z.input<typeof AlertItem>[] }> {
  const year = condition.year ?? yearInChina(now.getTime());
  const consortia = await db.readAs(actor, async (tx) => {
    await mustWatch(tx, condition.unitId);
    const [measured = []] = await measureConsortia(tx, [{ ...condition, year }], now);
    return measured;
  });
  const figure = namedFigure(condition.figure);
  const found = consortia.filter(({ measured }) => holdsFor(condition, measured) === true);
  return {
    total: found.length,
    of: consortia.length,
    text: conditionText(condition, figure),
    items: found.slice(0, mostShown).map(({ consortiumId, consortium, measured }) => ({
      consortium: { id: consortiumId, name: consortium },
      year,
      text: measuredText(condition, figure, year, measured),
    })),
  };
}

/** Throws `Refusal('not-found')` for a unit whose figures the actor may not read as a whole. */
export async function mustWatch(tx: Tx, unitId: string): Promise<void> {
  const { rows } = await sql`
    select from unit where id = ${unitId}::uuid and kind <> 'member' and id in (select scope('read-ledger'))`.execute(
    tx,
  );
  if (rows.length === 0) throw new Refusal('not-found');
}
