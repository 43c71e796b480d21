import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { FrontPageBody } from './front-page-views.ts';
import { readDraft, sectionsOf } from './view-front-page.ts';

/** Keeps what is being written; nobody else sees it yet. Throws `Refusal`: `stale`, `not-found`, `forbidden`. */
export async function saveFrontPage(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { version, sections, ...said }: FrontPageBody,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-front-page', consortiumId);
    const { personId: person_id } = actor;
    const kept = { ...said, sections: sectionsOf(sections), version: version + 1, person_id };
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('front_page')
      .values({ ...kept, consortium_id: consortiumId })
      .onConflict((on) =>
        on
          .column('consortium_id')
          .doUpdateSet({ ...kept, at: new Date() })
          .where('front_page.version', '=', version),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n)
      throw new Refusal('stale', { version: (await readDraft(tx, consortiumId))?.version ?? 0 });
    await recordAudit(tx, consortiumId, 'front-page.saved', consortiumId, { version: kept.version });
    return { version: kept.version };
  });
}

/** Publishes what was written, as it was seen: the next edition. Throws `Refusal`: `invalid` without an introduction, `stale`, `not-found`, `forbidden`. */
export async function publishFrontPage(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  version: number,
): Promise<{ number: number }> {
  return db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-front-page', consortiumId);
    const draft = await readDraft(tx, consortiumId);
    if (!draft || draft.version !== version) throw new Refusal('stale', { version: draft?.version ?? 0 });
    if (draft.introduction.trim() === '')
      throw new Refusal('invalid', { fields: ['introduction'], detail: '请先写联合体简介。' });
    const { introduction, contact, sections } = draft;
    const latest = await tx
      .selectFrom('front_page_edition')
      .select('number')
      .where('consortium_id', '=', consortiumId)
      .orderBy('number', 'desc')
      .executeTakeFirst();
    const number = (latest?.number ?? 0) + 1;
    const edition = { consortium_id: consortiumId, number, introduction, contact, sections };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('front_page_edition')
      .values({ ...edition, person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('stale', { version });
    await recordAudit(tx, consortiumId, 'front-page.published', consortiumId, { number, sections });
    return { number };
  });
}

/** Takes the front page back; what was written stays. Throws `Refusal`: `stale` where it is not that edition that anybody sees, `not-found`, `forbidden`. */
export async function withdrawFrontPage(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  number: number,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-front-page', consortiumId);
    const latest = tx
      .selectFrom('front_page_edition')
      .select((edition) => edition.fn.max('number').as('number'))
      .where('consortium_id', '=', consortiumId);
    const { numUpdatedRows } = await tx
      .updateTable('front_page_edition')
      .set({ withdrawn_at: new Date() })
      .where('consortium_id', '=', consortiumId)
      .where('number', '=', number)
      .where('number', '=', latest)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale');
    await recordAudit(tx, consortiumId, 'front-page.withdrawn', consortiumId, { number });
  });
}
