import { sql } from 'kysely';
import { holdsFor, stepAlert } from '#core/alert/alert-rule.ts';
import { alertText, measuredText } from '#core/alert/alert-text.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { type AlertRuleRow, namedFigure, readRules } from './alert-row.ts';
import { measureConsortia } from './measure-consortia.ts';

export type AlertContext = Pick<Context, 'db' | 'log' | 'mailer'> & { config: Pick<Context['config'], 'publicUrl'> };

/** One subject of a rule as it was seen just now. */
type Seen = {
  rule: string;
  version: number;
  consortium: string;
  year: number;
  value: string;
  before: string | undefined;
};
type Told = { rule_id: string; consortium_id: string; year: number };

const page = '/alerts';

/**
 * Looks at all rules, or at what they say of a few consortia, and tells their owners what has become true. Told and remembered in one transaction, so that several
 * servers may look at once and each thing is still told once. Nobody is told of a consortium whose figures they may no longer read.
 */
export async function sweepAlerts(context: AlertContext, now: Date, consortia?: readonly string[]): Promise<void> {
  const told = await context.db.asOwner(async (tx) => {
    const rules = (await readRules(tx)).filter(({ paused }) => !paused);
    if (rules.length === 0) return 0;
    const year = yearInChina(now.getTime());
    const asked = rules.map((rule) => ({ ...rule, unitId: rule.unit_id, year: rule.year ?? year }));
    const measured = await measureConsortia(tx, asked, now, consortia);
    // A total moves with every consortium in its unit.
    const totals = asked.flatMap(({ measure, unitId }) => (measure === 'total' ? [unitId] : []));
    const known = await readTold(tx, consortia && [...consortia, ...totals]);
    const [becameTrue, becameFalse]: [Seen[], Seen[]] = [[], []];
    const words = new Map<string, { consortium: string; text: string }>();
    asked.forEach((rule, at) => {
      for (const { consortiumId, consortium, measured: found } of measured[at] ?? []) {
        const key = `${rule.id} ${consortiumId} ${rule.year}`;
        const { isTold, tells } = stepAlert(known.has(key), holdsFor(rule, found));
        const { value = '', before } = found;
        const seen = { rule: rule.id, version: rule.version, consortium: consortiumId, year: rule.year, value, before };
        if (tells) {
          becameTrue.push(seen);
          words.set(key, { consortium, text: measuredText(rule, namedFigure(rule.figure), rule.year, found) });
        } else if (known.has(key) && !isTold) becameFalse.push(seen);
      }
    });
    await forget(tx, becameFalse);
    const fresh = Map.groupBy(await remember(tx, becameTrue), ({ rule_id }) => rule_id);
    for (const rule of rules) {
      const items = fresh.get(rule.id) ?? [];
      if (items.length > 0) await tell(context, tx, rule, items, words);
    }
    return fresh.size;
  });
  if (told > 0) context.db.bus.tell('lianheti_notice', '');
}

async function readTold(tx: Tx, consortia: readonly string[] | undefined): Promise<ReadonlySet<string>> {
  let query = tx.selectFrom('alert_state').select(['rule_id', 'consortium_id', 'year']);
  if (consortia) query = query.where(sql<boolean>`consortium_id = any(${[...consortia]}::uuid[])`);
  const rows = await query.execute();
  return new Set(rows.map(({ rule_id, consortium_id, year }) => `${rule_id} ${consortium_id} ${year}`));
}

async function forget(tx: Tx, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  await sql`
    delete from alert_state s using jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as a(rule uuid, consortium uuid, year smallint)
    where (s.consortium_id, s.rule_id, s.year) = (a.consortium, a.rule, a.year)`.execute(tx);
}

/** Notes what is told, and answers what nobody had told before: of rules as they were read, and of consortia that their owners may read at this moment. */
async function remember(tx: Tx, seen: readonly Seen[]): Promise<readonly Told[]> {
  if (seen.length === 0) return [];
  const { rows } = await sql<Told>`
    with rule as (
      select id, person_id, version from alert_rule where not paused and not removed and id = any(${[...new Set(seen.map((one) => one.rule))]}::uuid[])
      order by id for update
    )
    insert into alert_state (consortium_id, rule_id, year, value, before)
    select a.consortium, r.id, a.year, a.value, a.before
    from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as a(rule uuid, version integer, consortium uuid, year smallint, value text, before text)
    join rule r on r.id = a.rule and r.version = a.version
    where may_be_told(r.person_id, a.consortium)
    on conflict do nothing returning rule_id, consortium_id, year`.execute(tx);
  return rows;
}

/** One message for all that a rule tells at once, over each of its channels. */
async function tell(
  { config, mailer }: AlertContext,
  tx: Tx,
  { id, unit_id, person_id, name, measure, channels }: AlertRuleRow,
  items: readonly Told[],
  words: ReadonlyMap<string, { consortium: string; text: string }>,
): Promise<void> {
  const said = items
    .flatMap((item) => words.get(`${item.rule_id} ${item.consortium_id} ${item.year}`) ?? [])
    .sort((a, b) => (a.consortium < b.consortium ? -1 : 1));
  const text = alertText(name, said).slice(0, 1000);
  const link = `${page}#${id}`;
  const subjects = items.map(({ consortium_id, year }) =>
    measure === 'total' ? { unitId: consortium_id, year } : { consortiumId: consortium_id, year },
  );
  if (channels.includes('app'))
    await tx.insertInto('notice').values({ consortium_id: unit_id, person_id, unit_id, text, link }).execute();
  if (channels.includes('mail') && mailer)
    await sql`
      insert into notice_outbox (consortium_id, event, unit_id, payload)
      select ${unit_id}::uuid, 'alert', ${unit_id}::uuid, jsonb_build_object('to', p.email, 'subject', ${`监测预警：${name}`}::text,
        'text', ${`${text}\n\n${config.publicUrl ?? ''}${link}\n`}::text)
      from person p where p.id = ${person_id}::uuid`.execute(tx);
  if (channels.includes('webhook'))
    await sql`
      insert into notice_outbox (consortium_id, event, unit_id, webhook_id, payload)
      select w.consortium_id, 'alert', w.unit_id, w.id, jsonb_build_object('event', 'alert', 'unit', u.name, 'count', ${items.length}::integer,
        'rule', ${id}::text, 'items', ${JSON.stringify(subjects)}::jsonb,
        'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from webhook w join unit u on u.id = w.unit_id
      join role_assignment a on a.person_id = ${person_id}::uuid and a.unit_id = w.unit_id
      where w.active and 'alert' = any(w.events)
      group by w.consortium_id, w.id, u.name`.execute(tx);
}
