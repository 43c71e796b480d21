import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { AlertBody, ChangedAlertBody } from './alert-views.ts';
import { mustWatch } from './read-alerts.ts';

const mostRules = 50;

/** Sets a rule over a unit that the actor may watch; it is looked at at once. Throws `Refusal`: `not-found`, `too-many-requests`. */
export async function addAlert(
  { db, mailer }: Pick<Context, 'db' | 'mailer'>,
  actor: Actor,
  body: z.output<typeof AlertBody>,
): Promise<{ id: string }> {
  mustBeSendable(mailer, body.channels);
  const made = await db.asActor(actor, async (tx) => {
    await mustWatch(tx, body.unitId);
    const { kept } = await tx
      .selectFrom('alert_rule')
      .select((eb) => eb.fn.countAll<number>().as('kept'))
      .where('removed', '=', false)
      .executeTakeFirstOrThrow();
    if (kept >= mostRules)
      throw new Refusal('too-many-requests', { detail: `每人最多设置 ${mostRules} 条预警规则，请先删除不用的规则。` });
    const added = await tx
      .insertInto('alert_rule')
      .values({ ...columnsOf(body), person_id: actor.personId })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordSystemAudit(tx, body.unitId, 'alert.made', added.id, { measure: body.measure, figure: body.figure });
    return added;
  });
  db.bus.tell('lianheti_alert', made.id);
  return made;
}

/** Changes a rule over the version that was seen. Throws `Refusal`: `not-found`, `stale` where it was changed meanwhile. */
export async function changeAlert(
  { db, mailer }: Pick<Context, 'db' | 'mailer'>,
  actor: Actor,
  id: string,
  { version, ...body }: z.output<typeof ChangedAlertBody>,
): Promise<{ version: number }> {
  mustBeSendable(mailer, body.channels);
  await db.asActor(actor, async (tx) => {
    if (!body.paused) await mustWatch(tx, body.unitId);
    await update(tx, id, version, columnsOf(body));
    await recordSystemAudit(tx, body.unitId, 'alert.changed', id, { paused: body.paused });
  });
  db.bus.tell('lianheti_alert', id);
  return { version: version + 1 };
}

/** Takes a rule away; its versions stay. Throws `Refusal`: `not-found`, `stale`. */
export async function removeAlert(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const unitId = await update(tx, id, version, { removed: true });
    await recordSystemAudit(tx, unitId, 'alert.removed', id, {});
  });
}

async function update(
  tx: Tx,
  id: string,
  version: number,
  change: ReturnType<typeof columnsOf> | { removed: true },
): Promise<string> {
  const standing = await tx
    .selectFrom('alert_rule')
    .select(['version', 'unit_id'])
    .where('id', '=', id)
    .where('removed', '=', false)
    .forUpdate()
    .executeTakeFirst();
  if (!standing) throw new Refusal('not-found');
  if (standing.version !== version) throw new Refusal('stale', { now: { version: standing.version } });
  await tx
    .updateTable('alert_rule')
    .set({ ...change, version: version + 1, changed_at: new Date() })
    .where('id', '=', id)
    .execute();
  return standing.unit_id;
}

function columnsOf(body: Omit<z.output<typeof ChangedAlertBody>, 'version'>) {
  const { unitId, name, measure, figure, comparison, limit, year, channels, paused } = body;
  return { unit_id: unitId, name, measure, figure, comparison, limit, year, channels: [...new Set(channels)], paused };
}

function mustBeSendable(mailer: Context['mailer'], channels: readonly string[]): void {
  if (channels.includes('mail') && !mailer)
    throw new Refusal('invalid', { fields: ['channels'], detail: '没有配置发信服务，请联系系统管理员。' });
}
