import { sql } from 'kysely';
import type { z } from 'zod';
import type { ChoiceField } from '#core/ledger/kind.ts';
import { kindOf } from '#core/ledger/kind.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import type { HonourBody } from './honour-views.ts';

export type HonourOrder = z.output<typeof HonourBody>;
export type HonourKey = { consortiumId: string; honourId: string };
type Received = Extract<HonourOrder, { recipient: 'consortium' }>;
type Given = Exclude<HonourOrder, Received>;

/** The ledger of what a consortium received. */
const ledger = 'honour';

function choicesOf(field: 'level' | 'kind'): readonly string[] {
  const found = kindOf(ledgerBook(), ledger).fields[field];
  return found?.type === 'choice' ? (found satisfies ChoiceField).options : [];
}

export type HonourRow = {
  id: string;
  recipient: 'consortium' | 'member' | 'person';
  member_id: string | null;
  member: string | null;
  name: string;
  title: string;
  awarder: string;
  level: string | null;
  kind: string | null;
  merit: string;
  appraisal: string | null;
  decision: string;
  awarded_on: string;
  number: number | null;
  award_year: number;
  revoked_on: string | null;
  revoked_by: string | null;
  version: number;
};

/** A consortium's honours, or one of them, the latest first. One query. */
export async function readHonours(tx: Tx, consortiumId: string, honourId?: string): Promise<readonly HonourRow[]> {
  const { rows } = await sql<HonourRow>`
    select h.id, h.recipient, h.member_id, m.name as member, h.name, h.title, h.awarder, h.level, h.kind, h.merit, a.title as appraisal, h.decision,
      h.awarded_on, h.number, h.award_year, h.revoked_on, h.revoked_by, h.version
    from honour h left join member m on m.consortium_id = h.consortium_id and m.id = h.member_id
    left join appraisal a on a.consortium_id = h.consortium_id and a.id = h.appraisal_id
    where h.consortium_id = ${consortiumId}::uuid and ${honourId === undefined ? sql`true` : sql`h.id = ${honourId}::uuid`}
    order by h.awarded_on desc, h.number desc, h.id`.execute(tx);
  return rows;
}

/** How a certificate is numbered. */
export const numberText = ({ award_year, number }: Pick<HonourRow, 'award_year' | 'number'>) =>
  number === null ? null : `荣誉〔${award_year}〕${number}号`;

/** What an honour rests on, as far as the reader may know it. */
export const groundText = ({ appraisal, decision }: Pick<HonourRow, 'appraisal' | 'decision'>) =>
  decision || (appraisal === null ? '' : `“${appraisal}”考核结果`);

/** Throws `Refusal('not-found')`. */
export async function listHonours({ db }: Context, actor: Actor, consortiumId: string) {
  return db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const { rows: may } = await sql<{ manages: boolean }>`
      select has_right('manage-honour', ${consortiumId}::uuid) as manages`.execute(tx);
    const rows = await readHonours(tx, consortiumId);
    return {
      canManage: may[0]?.manages === true,
      levels: [...choicesOf('level')],
      kinds: [...choicesOf('kind')],
      items: rows.map((row) => ({
        id: row.id,
        recipient: row.recipient,
        memberId: row.member_id,
        member: row.member,
        name: row.name,
        title: row.title,
        awarder: row.awarder,
        level: row.level,
        kind: row.kind,
        merit: row.merit,
        ground: groundText(row),
        awardedOn: row.awarded_on,
        number: numberText(row),
        revoked:
          row.revoked_on === null || row.revoked_by === null ? null : { on: row.revoked_on, reason: row.revoked_by },
        version: row.version,
      })),
    };
  });
}

/**
 * Records an honour: one that the consortium received stands in the ledgers; one that it gives has a certificate's number. Throws `Refusal`: `invalid` for a recipient,
 * appraisal or day that cannot be, `honour-exists`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function recordHonour(
  context: Context,
  actor: Actor,
  consortiumId: string,
  order: HonourOrder,
): Promise<{ id: string }> {
  if (order.awardedOn > beijingToday())
    throw new Refusal('invalid', { fields: ['awardedOn'], detail: '授予日期不能晚于今天。' });
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-honour', consortiumId);
    await sql`select pg_advisory_xact_lock(hashtextextended('honour ' || ${consortiumId}, 0))`.execute(tx);
    const consortium = await tx
      .selectFrom('unit')
      .select('name')
      .where('id', '=', consortiumId)
      .executeTakeFirstOrThrow();
    const values =
      order.recipient === 'consortium'
        ? { name: consortium.name, awarder: order.awarder, level: order.level, kind: order.kind }
        : await givenValues(context, tx, { consortiumId, awarder: consortium.name }, order);
    const { recipient, title, merit, awardedOn } = order;
    const made = await tx
      .insertInto('honour')
      .values({
        ...{ consortium_id: consortiumId, recipient, title, merit, awarded_on: awardedOn, person_id: actor.personId },
        ...values,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('honour-exists');
    if (order.recipient === 'consortium') await keepReceived(context, tx, actor, { consortiumId, id: made.id }, order);
    await recordAudit(tx, consortiumId, 'honour.recorded', made.id, { recipient, title });
    return made;
  });
}

async function givenValues(
  { directories }: Context,
  tx: Tx,
  { consortiumId, awarder }: { consortiumId: string; awarder: string },
  { recipient, memberId, name, appraisalId, decision, awardedOn }: Given,
) {
  const member = memberId === null ? undefined : (await directories.of(consortiumId)).byId.get(memberId);
  if (memberId !== null && !member)
    throw new Refusal('invalid', { fields: ['memberId'], detail: '单位应是本联合体的成员单位。' });
  const called = recipient === 'member' ? member?.name : name || undefined;
  if (called === undefined)
    throw new Refusal('invalid', {
      fields: [recipient === 'member' ? 'memberId' : 'name'],
      detail: recipient === 'member' ? '请选择获得荣誉的单位。' : '请填写获得荣誉的人。',
    });
  if (appraisalId === null && decision === '')
    throw new Refusal('invalid', { fields: ['decision'], detail: '请选择考核，或填写授予的决定。' });
  if (appraisalId !== null) await mustBeAppraised(tx, { consortiumId, appraisalId, name: called });
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(number), 0) + 1 as next from honour
    where consortium_id = ${consortiumId}::uuid and award_year = ${Number(awardedOn.slice(0, 4))}`.execute(tx);
  return {
    name: called,
    awarder,
    member_id: memberId,
    appraisal_id: appraisalId,
    decision,
    number: rows[0]?.next ?? 1,
  };
}

async function mustBeAppraised(
  tx: Tx,
  { consortiumId, appraisalId, name }: { consortiumId: string; appraisalId: string; name: string },
): Promise<void> {
  const found = await tx
    .selectFrom('appraisal as a')
    .innerJoin('appraisal_subject as s', (join) =>
      join.onRef('s.consortium_id', '=', 'a.consortium_id').onRef('s.appraisal_id', '=', 'a.id'),
    )
    .select('a.id')
    .where('a.consortium_id', '=', consortiumId)
    .where('a.id', '=', appraisalId)
    .where('a.state', '=', 'final')
    .where('s.name', '=', name)
    .executeTakeFirst();
  if (!found)
    throw new Refusal('invalid', {
      fields: ['appraisalId'],
      detail: '荣誉应依据已确定的考核结果，授予其中的考核对象。',
    });
}

async function keepReceived(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, id }: { consortiumId: string; id: string },
  said: Pick<Received, 'title' | 'awarder' | 'level' | 'kind' | 'awardedOn'> | null,
): Promise<void> {
  const values = said && {
    title: said.title,
    awarder: said.awarder,
    level: said.level,
    kind: said.kind,
    awardedOn: said.awardedOn,
  };
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'honour',
    entries: [{ recordId: id, kind: ledger, values }],
  });
}

/** Takes an honour back; what stood in the ledgers is withdrawn. Throws `Refusal`: `invalid` for a day before, `already-ended`, `stale`, `forbidden`, `not-found`. */
export async function revokeHonour(
  context: Context,
  actor: Actor,
  { consortiumId, honourId }: HonourKey,
  { version, revokedOn, reason }: { version: number; revokedOn: string; reason: string },
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-honour', consortiumId);
    const [row] = await readHonours(tx, consortiumId, honourId);
    if (!row) throw new Refusal('not-found');
    if (row.revoked_on !== null) throw new Refusal('already-ended');
    if (revokedOn < row.awarded_on)
      throw new Refusal('invalid', { fields: ['revokedOn'], detail: '撤销日期不能早于授予日期。' });
    const { numUpdatedRows } = await tx
      .updateTable('honour')
      .set({ revoked_on: revokedOn, revoked_by: reason, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', honourId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    if (row.recipient === 'consortium') await keepReceived(context, tx, actor, { consortiumId, id: honourId }, null);
    await recordAudit(tx, consortiumId, 'honour.revoked', honourId, { revokedOn });
  });
}
