import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustBeMember } from '#server/talent/write-position.ts';
import { keepNeedEntry, type NeedTarget, readNeed } from './need-row.ts';
import type { NeedBody, NeedChange } from './need-views.ts';
import { mustKnowTechnology, mustSpeakFor, refuseTwin, technologyRules } from './technology-right.ts';

/**
 * What an enterprise needs; an entry of the ledger of needs in its words. Throws `Refusal`: `invalid` with the fields at fault, also where the enterprise has one of
 * that name, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function postNeed(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, detail, reason, ...said }: NeedBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    mustSpeakFor(await mustKnowTechnology(tx, consortiumId), memberId);
    await mustBeMember(context, consortiumId, memberId, 'enterprise');
    mustBeNeedKind(said.kind);
    const whose = { consortium_id: consortiumId, id, member_id: memberId, person_id: actor.personId };
    await refuseTwin(
      'title',
      tx
        .insertInto('technology_need')
        .values({ ...whose, ...said })
        .execute(),
    );
    await tx
      .insertInto('technology_need_detail')
      .values({ consortium_id: consortiumId, need_id: id, text: detail })
      .execute();
    await keepNeedEntry(context, tx, actor, { consortiumId, needId: id }, reason);
    await recordAudit(tx, consortiumId, 'technology.need-posted', id, { openness: said.openness });
  });
  return { id };
}

/** Changes or closes a need; what the secretariat had looked at is looked at again. Throws as `postNeed`, and `stale`. */
export async function changeNeed(
  context: Context,
  actor: Actor,
  target: NeedTarget,
  { version, detail, reason, closedOn, ...said }: NeedChange,
): Promise<{ version: number }> {
  const { consortiumId, needId } = target;
  return context.db.asActor(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const row = await readNeed(tx, target);
    mustSpeakFor(right, row.member_id);
    mustBeNeedKind(said.kind);
    if (closedOn !== null && (closedOn < row.published_on || closedOn > beijingToday()))
      throw new Refusal('invalid', { fields: ['closedOn'], detail: '结束日期应在发布之后，不晚于今天。' });
    const { numUpdatedRows } = await refuseTwin(
      'title',
      tx
        .updateTable('technology_need')
        .set({ ...said, closed_on: closedOn, checked_at: null, checked_by: null, version: version + 1 })
        .where('consortium_id', '=', consortiumId)
        .where('id', '=', needId)
        .where('version', '=', version)
        .executeTakeFirst(),
    );
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await tx
      .updateTable('technology_need_detail')
      .set({ text: detail })
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .execute();
    await keepNeedEntry(context, tx, actor, target, reason);
    await recordAudit(
      tx,
      consortiumId,
      closedOn === null ? 'technology.need-changed' : 'technology.need-closed',
      needId,
      {
        openness: said.openness,
      },
    );
    return { version: version + 1 };
  });
}

/** The secretariat has looked at a need as it stands, and vouches for it in the ledger. Throws `Refusal`: `forbidden`, `not-found`, `stale`, and as `keepEntries`. */
export async function checkNeed(
  context: Context,
  actor: Actor,
  target: NeedTarget,
  version: number,
): Promise<{ version: number }> {
  const { consortiumId, needId } = target;
  return context.db.asActor(actor, async (tx) => {
    const { manages } = await mustKnowTechnology(tx, consortiumId);
    if (!manages) throw new Refusal('forbidden');
    const row = await readNeed(tx, target);
    const { numUpdatedRows } = await tx
      .updateTable('technology_need')
      .set({ checked_at: sql<Date>`clock_timestamp()`, checked_by: actor.personId, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', needId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await keepNeedEntry(context, tx, actor, target);
    await recordAudit(tx, consortiumId, 'technology.need-checked', needId, {});
    return { version: version + 1 };
  });
}

function mustBeNeedKind(kind: string): void {
  const { needs } = technologyRules();
  if (!needs.includes(kind))
    throw new Refusal('invalid', { fields: ['kind'], detail: `类型应为${needs.join('、')}之一。` });
}
