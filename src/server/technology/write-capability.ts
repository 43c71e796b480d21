import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import {
  type CapabilityTarget,
  capabilityQuery,
  keepCapabilityEntry,
  readCapability,
  viewCapability,
} from './capability-row.ts';
import type { CapabilityBody, CapabilityChange, CapabilityPage } from './need-views.ts';
import { mustKnowTechnology, mustSpeakFor, ownMembers, refuseTwin, technologyRules } from './technology-right.ts';

type Search = { q: string; kind: string | undefined; all: boolean; limit: number; offset: number };

/** What members can do for enterprises, by kind and name. Throws `Refusal('not-found')`. */
export async function listCapabilities(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  { q, kind, all, limit, offset }: Search,
): Promise<z.infer<typeof CapabilityPage>> {
  const words = q.split(/\s+/).filter((word) => word !== '');
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const directory = await directories.of(consortiumId);
    const named = (word: string) =>
      [...directory.byId.values()].filter(({ name }) => name.includes(word)).map(({ id }) => id);
    const rows = await capabilityQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .$if(kind !== undefined, (query) => query.where('c.kind', '=', kind ?? ''))
      .$if(!all, (query) => query.where('c.closed_on', 'is', null))
      .where((where) =>
        where.and(
          words.map(
            (word) =>
              sql<boolean>`(strpos(lower(concat_ws(' ', c.name, c.field, c.description, array_to_string(c.keywords, ' '))), ${word.toLowerCase()}) > 0
                or c.member_id = any(${named(word)}::uuid[]))`,
          ),
        ),
      )
      .orderBy(sql`c.closed_on is not null`)
      .orderBy('c.kind')
      .orderBy('c.name')
      .orderBy('c.id')
      .limit(limit)
      .offset(offset)
      .execute();
    const { capabilities, needs } = technologyRules();
    return {
      manages: right.manages,
      members: ownMembers(right, directory),
      kinds: capabilities.map(({ id, label }) => ({ id, label })),
      needs: [...needs],
      items: rows.map((row) => viewCapability(row, directory, right)),
      total: rows[0]?.total ?? 0,
    };
  });
}

/** What a member can do; a platform becomes an entry of its ledger. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`, and as `keepEntries`. */
export async function offerCapability(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, kind, openedOn, reason, ...said }: CapabilityBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    mustSpeakFor(await mustKnowTechnology(tx, consortiumId), memberId);
    mustBePossible({ kind, openedOn, serves: said.serves });
    const whose = { consortium_id: consortiumId, id, member_id: memberId, kind, person_id: actor.personId };
    await refuseTwin(
      'name',
      tx
        .insertInto('technology_capability')
        .values({ ...whose, ...said, opened_on: openedOn })
        .execute(),
    );
    await keepCapabilityEntry(context, tx, actor, { consortiumId, capabilityId: id }, reason);
    await recordAudit(tx, consortiumId, 'technology.capability-offered', id, { kind });
  });
  return { id };
}

/** Changes a capability, or says from when it is none any more. Throws as `offerCapability`, and `stale`. */
export async function changeCapability(
  context: Context,
  actor: Actor,
  target: CapabilityTarget,
  { version, openedOn, closedOn, reason, ...said }: CapabilityChange,
): Promise<{ version: number }> {
  const { consortiumId, capabilityId } = target;
  return context.db.asActor(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const row = await readCapability(tx, target);
    mustSpeakFor(right, row.member_id);
    mustBePossible({ kind: row.kind, openedOn, serves: said.serves });
    if (closedOn !== null && closedOn < openedOn)
      throw new Refusal('invalid', { fields: ['closedOn'], detail: '停用日期不能早于启用日期。' });
    const { numUpdatedRows } = await refuseTwin(
      'name',
      tx
        .updateTable('technology_capability')
        .set({ ...said, opened_on: openedOn, closed_on: closedOn, checked_at: null, checked_by: null })
        .set({ version: version + 1 })
        .where('consortium_id', '=', consortiumId)
        .where('id', '=', capabilityId)
        .where('version', '=', version)
        .executeTakeFirst(),
    );
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await keepCapabilityEntry(context, tx, actor, target, reason);
    await recordAudit(tx, consortiumId, 'technology.capability-changed', capabilityId, { closedOn });
    return { version: version + 1 };
  });
}

/** The secretariat has looked at a capability as it stands. Throws `Refusal`: `forbidden`, `not-found`, `stale`, and as `keepEntries`. */
export async function checkCapability(
  context: Context,
  actor: Actor,
  target: CapabilityTarget,
  version: number,
): Promise<{ version: number }> {
  const { consortiumId, capabilityId } = target;
  return context.db.asActor(actor, async (tx) => {
    if (!(await mustKnowTechnology(tx, consortiumId)).manages) throw new Refusal('forbidden');
    const row = await readCapability(tx, target);
    const { numUpdatedRows } = await tx
      .updateTable('technology_capability')
      .set({ checked_at: sql<Date>`clock_timestamp()`, checked_by: actor.personId, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', capabilityId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await keepCapabilityEntry(context, tx, actor, target);
    await recordAudit(tx, consortiumId, 'technology.capability-checked', capabilityId, {});
    return { version: version + 1 };
  });
}

function mustBePossible(said: { kind: string; openedOn: string; serves: readonly string[] }): void {
  const { capabilities, needs } = technologyRules();
  if (!capabilities.some(({ id }) => id === said.kind))
    throw new Refusal('invalid', { fields: ['kind'], detail: '请选择能力类别。' });
  if (!said.serves.every((each) => needs.includes(each)))
    throw new Refusal('invalid', { fields: ['serves'], detail: `服务类型应为${needs.join('、')}。` });
  if (said.openedOn > beijingToday())
    throw new Refusal('invalid', { fields: ['openedOn'], detail: '启用日期不能晚于今天。' });
}
