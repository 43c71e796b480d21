import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustManageCouncil } from './council-right.ts';
import { lockMeeting, type MeetingTarget } from './meeting-row.ts';
import type { MeetingBody } from './meeting-views.ts';

type MeetingWrite = z.infer<typeof MeetingBody>;

/** Begins to prepare a meeting; nobody is told before it is called. Throws `Refusal`: `not-found`, `forbidden`. */
export async function draftMeeting(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  body: MeetingWrite,
): Promise<{ id: string }> {
  return db.asActor(actor, async (tx) => {
    await mustManageCouncil(tx, consortiumId);
    const { id } = await tx
      .insertInto('meeting')
      .values({
        consortium_id: consortiumId,
        kind: body.kind,
        title: body.title,
        place: body.place,
        opens_at: body.opensAt,
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await writeAgenda(tx, { consortiumId, meetingId: id }, body.agenda);
    await recordAudit(tx, consortiumId, 'meeting.drafted', id, { kind: body.kind, opensAt: body.opensAt });
    return { id };
  });
}

/**
 * Changes what a meeting will be. Once it is called its kind, title and time stand; place and agenda may still change, until it opens. Throws
 * `Refusal`: `stale`, `action-not-possible`, `not-found`, `forbidden`.
 */
export async function editMeeting(
  { db }: Context,
  actor: Actor,
  target: MeetingTarget,
  { version, ...body }: MeetingWrite & { version: number },
): Promise<{ version: number }> {
  const { consortiumId, meetingId } = target;
  const edited = await db.asActor(actor, async (tx) => {
    await mustManageCouncil(tx, consortiumId);
    const row = await lockMeeting(tx, target, version);
    const stands =
      row.kind === body.kind && row.title === body.title && row.opensAt.getTime() === Date.parse(body.opensAt);
    if (row.state !== 'draft' && !(row.state === 'called' && stands))
      throw new Refusal('action-not-possible', { state: row.state });
    await tx
      .updateTable('meeting')
      .set({
        kind: body.kind,
        title: body.title,
        place: body.place,
        opens_at: body.opensAt,
        version: version + 1,
      })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', meetingId)
      .execute();
    await writeAgenda(tx, target, body.agenda);
    await recordAudit(tx, consortiumId, 'meeting.edited', meetingId, { opensAt: body.opensAt });
    return { version: version + 1 };
  });
  db.bus.tell('lianheti_meeting', `${consortiumId} ${meetingId}`);
  return edited;
}

/** Turns to an item of the agenda, or (null) to none; everybody's screen follows. Throws `Refusal`: `stale`, `action-not-possible`, `not-found`. */
export async function turnToItem(
  { db }: Context,
  actor: Actor,
  target: MeetingTarget,
  { itemId, version }: { itemId: string | null; version: number },
): Promise<{ version: number }> {
  const { consortiumId, meetingId } = target;
  await db.asActor(actor, async (tx) => {
    await mustManageCouncil(tx, consortiumId);
    const { state } = await lockMeeting(tx, target, version);
    if (state !== 'open') throw new Refusal('action-not-possible', { state });
    const { numUpdatedRows } = await tx
      .updateTable('meeting')
      .set({ item_id: itemId, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', meetingId)
      .where((where) =>
        itemId === null
          ? where.val(true)
          : where.exists(
              where
                .selectFrom('agenda_item')
                .select('agenda_item.id')
                .where('agenda_item.meeting_id', '=', meetingId)
                .where('agenda_item.id', '=', itemId),
            ),
      )
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not-found');
  });
  db.bus.tell('lianheti_meeting', `${consortiumId} ${meetingId}`);
  return { version: version + 1 };
}

async function writeAgenda(
  tx: Tx,
  { consortiumId, meetingId }: MeetingTarget,
  agenda: MeetingWrite['agenda'],
): Promise<void> {
  const items = agenda.map((item, index) => ({ ...item, id: item.id ?? crypto.randomUUID(), place: index + 1 }));
  await sql`
    delete from agenda_item where consortium_id = ${consortiumId} and meeting_id = ${meetingId}
      and id <> all(${items.map(({ id }) => id)}::uuid[])`.execute(tx);
  await sql`
    insert into agenda_item (consortium_id, meeting_id, id, place, title, presenter)
    select ${consortiumId}, ${meetingId}, i.id, i.place, i.title, i.presenter
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i(id uuid, place smallint, title text, presenter text)
    on conflict (consortium_id, meeting_id, id)
    do update set place = excluded.place, title = excluded.title, presenter = excluded.presenter`.execute(tx);
}
