import { sql } from 'kysely';
import type { z } from 'zod';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import { openMinutes, type Span } from '#core/resource/opening.ts';
import { hoursText, settle, useRate } from '#core/resource/settle.ts';
import { writeTable } from '#documents/xlsx/write-table.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { actsFor, mustKnowResources } from './resource-right.ts';
import { resourceQuery, viewResource } from './resource-rows.ts';
import type { ResourceUse } from './resource-views.ts';

type Period = { from: string; to: string };
const day = 24 * 3_600_000;

/**
 * How much the resources of a consortium were used in a period, and what members owe each other for it: confirmed uses that began in it, as far as the reader may see
 * them. Open time is that of the hours as they stand now, less closed times. Throws `Refusal`: `invalid`, `not-found`.
 */
export async function resourceUse(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  period: Period,
): Promise<z.infer<typeof ResourceUse>> {
  const span = spanOf(period);
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const named = (id: string) => ({ id, name: directory.byId.get(id)?.name ?? '' });
    const resources = await resourceQuery(tx, consortiumId).orderBy('r.kind').orderBy('r.name').limit(2000).execute();
    const { rows: used } = await sql<{ resource_id: string; bookings: number; minutes: number }>`
      select * from used_minutes(${consortiumId}, ${new Date(span.from)}, ${new Date(span.to)})`.execute(tx);
    const closed = await readClosed(tx, consortiumId, span);
    const useOf = new Map(used.map((each) => [each.resource_id, each]));
    const { pairs, members } = settle(await readUses(tx, consortiumId, span));
    return {
      ...period,
      seesAll: right.manages,
      resources: resources.map((row) => {
        const { id, name, member, kindLabel, capacity, opening } = viewResource(row, directory);
        const shut = (closed.get(id) ?? []).reduce((sum, each) => sum + openMinutes(opening, each), 0);
        const open = (openMinutes(opening, span) - shut) * capacity;
        const { bookings = 0, minutes = 0 } = useOf.get(id) ?? {};
        return {
          ...{ id, name, member, kindLabel, bookings },
          isOwn: actsFor(right, member.id),
          usedHours: hoursText(minutes),
          openHours: hoursText(open),
          useRate: useRate(minutes, open),
          idleRate: useRate(Math.max(0, open - minutes), open),
        };
      }),
      pairs: pairs.map(({ payerId, hostId, uses, minutes, amount }) => ({
        payer: named(payerId),
        host: named(hostId),
        uses,
        hours: hoursText(minutes),
        amount: yuanText(amount),
      })),
      members: members.map(({ memberId, pays, gets, net }) => ({
        member: named(memberId),
        pays: yuanText(pays),
        gets: yuanText(gets),
        net: yuanText(net),
      })),
    };
  });
}

/** What members owe each other, as an Excel table with its sum. Throws as `resourceUse`. */
export async function settlementWorkbook(
  context: Context,
  actor: Actor,
  consortiumId: string,
  period: Period,
): Promise<{ bytes: Uint8Array; name: string }> {
  const { pairs } = await resourceUse(context, actor, consortiumId, period);
  await context.db.asActor(actor, (tx) =>
    recordAudit(tx, consortiumId, 'resource.settlement-exported', consortiumId, period),
  );
  const title = `共享资源结算单（${period.from}至${period.to}）`;
  const columns = ['付款单位', '收款单位', '使用次数', '使用小时', '金额（元）'].map((name) => ({ title: name }));
  const rows = pairs.map(({ payer, host, uses, hours, amount }) => [payer.name, host.name, uses, hours, amount]);
  const total = yuanText(pairs.reduce((sum, { amount }) => sum + fenOf(amount), 0n));
  const bytes = await writeTable({ title, columns, rows: [...rows, ['合计', null, null, null, total]] });
  return { bytes, name: `${title}.xlsx` };
}

/** From the first moment of the first day to the end of the last, in Beijing. */
function spanOf({ from, to }: Period): Span {
  const span = { from: Date.parse(`${from}T00:00:00+08:00`), to: Date.parse(`${to}T00:00:00+08:00`) + day };
  if (span.to <= span.from) throw new Refusal('invalid', { fields: ['to'], detail: '截止日期不能早于开始日期。' });
  if (span.to - span.from > 3 * 366 * day)
    throw new Refusal('invalid', { fields: ['to'], detail: '一次最多统计三年。' });
  return span;
}

async function readUses(tx: Tx, consortiumId: string, { from, to }: Span) {
  const rows = await tx
    .selectFrom('resource_booking')
    .select(['member_id', 'host_id', 'starts_at', 'ends_at', 'amount'])
    .where('consortium_id', '=', consortiumId)
    .where('state', '=', 'used')
    .where('starts_at', '>=', new Date(from))
    .where('starts_at', '<', new Date(to))
    .execute();
  return rows.map(({ member_id, host_id, starts_at, ends_at, amount }) => ({
    payerId: member_id,
    hostId: host_id,
    minutes: (ends_at.getTime() - starts_at.getTime()) / 60_000,
    amount: fenOf(amount),
  }));
}

/** Closed times within a span, by resource, none of them overlapping. */
async function readClosed(tx: Tx, consortiumId: string, { from, to }: Span): Promise<Map<string, Span[]>> {
  const { rows } = await sql<{ resource_id: string; starts_at: Date; ends_at: Date }>`
    select resource_id, lower(each) as starts_at, upper(each) as ends_at from (
      select resource_id, unnest(range_agg(tstzrange(starts_at, ends_at) * tstzrange(${new Date(from)}, ${new Date(to)}))) as each
      from resource_blackout where consortium_id = ${consortiumId} and starts_at < ${new Date(to)} and ends_at > ${new Date(from)}
      group by resource_id) closed`.execute(tx);
  const byResource = Map.groupBy(rows, ({ resource_id }) => resource_id);
  return new Map(
    [...byResource].map(([id, all]) => [
      id,
      all.map(({ starts_at, ends_at }) => ({ from: starts_at.getTime(), to: ends_at.getTime() })),
    ]),
  );
}
