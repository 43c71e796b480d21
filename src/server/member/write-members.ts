import { sql } from 'kysely';
import { directoryOf, findClash } from '#core/member/directory.ts';
import {
  changeOf,
  checkMember,
  type MemberChange,
  type MemberFault,
  type MemberValues,
  memberFaultTexts,
} from '#core/member/member.ts';
import { mustNotLead, tellOfMembers } from '#server/change/change-members.ts';
import type { Database, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { categoryLabels, type DirectoryMember, lockDirectory, readDirectory } from './member-row.ts';
import { type NewCategory, recountEntries } from './recount-entries.ts';

type Who = { personId: string };

export type MemberWrite = MemberValues & {
  id: string;
  /** The version that is changed; null for a new member. */
  base: number | null;
  action: 'added' | 'changed' | 'left' | 'rejoined';
  change: MemberChange;
  earlier?: string;
};

/**
 * Writes whole members in one statement, under the lock of `lockDirectory`; what counts by their categories is counted again. Throws
 * `Refusal('leads-consortium')` where a lead unit of a listed consortium is to leave.
 */
export async function writeMembers(
  tx: Tx,
  { personId }: Who,
  consortiumId: string,
  rows: readonly MemberWrite[],
  how: 'typed' | 'import',
): Promise<void> {
  if (rows.length === 0) return;
  await mustNotLead(tx, consortiumId, rows);
  await sql`select write_members(${consortiumId}::uuid, ${JSON.stringify(rows)}::jsonb, ${how})`.execute(tx);
  const moved = rows.flatMap(({ id, name, base, category, change }): NewCategory[] => {
    const [from] = change.category ?? [];
    return base === null || typeof from !== 'string' ? [] : [{ id, name, from, to: category }];
  });
  await recountEntries(tx, consortiumId, personId, moved);
  await tellOfMembers(tx, consortiumId, rows);
}

/** A new member. Throws `Refusal`: `not-found`, `forbidden`, or `member-refused` with what is wrong with which field. */
export async function addMember(db: Database, actor: Who, consortiumId: string, values: MemberValues): Promise<string> {
  return db.asActor(actor, async (tx) => {
    await lockDirectory(tx, consortiumId);
    const members = await readDirectory(tx, consortiumId);
    mustBeRight(members, undefined, values);
    const id = crypto.randomUUID();
    const change = changeOf(undefined, values);
    await writeMembers(tx, actor, consortiumId, [{ ...values, id, base: null, action: 'added', change }], 'typed');
    return id;
  });
}

/** Which member, and the version over which it is changed. */
export type Versioned = { consortiumId: string; memberId: string; version: number };

/** Changes a member's values, except its spells. Throws `Refusal`: as `addMember`, and `stale` with what changed meanwhile. */
export async function changeMember(db: Database, actor: Who, at: Versioned, values: MemberValues): Promise<void> {
  await change(db, actor, at, () => ({ values, action: 'changed' }));
}

/** Ends the membership: `leftOn` is the first day without it. */
export async function leaveConsortium(db: Database, actor: Who, at: Versioned, leftOn: string): Promise<void> {
  await change(db, actor, at, (member) => ({ values: { ...member, leftOn }, action: 'left' }));
}

/** Begins another spell; the one before stays known. Throws `Refusal('action-not-possible')` where the member has not left by then. */
export async function rejoinConsortium(db: Database, actor: Who, at: Versioned, joinedOn: string): Promise<void> {
  await change(db, actor, at, (member) => {
    if (member.leftOn === null || joinedOn < member.leftOn) throw new Refusal('action-not-possible');
    const spell = `[${member.joinedOn},${member.leftOn})`;
    const earlier = member.earlier === '{}' ? `{${spell}}` : `${member.earlier.slice(0, -1)},${spell}}`;
    return { values: { ...member, joinedOn, leftOn: null }, action: 'rejoined', earlier };
  });
}

type Changed = { values: MemberValues; action: MemberWrite['action']; earlier?: string };

async function change(
  db: Database,
  actor: Who,
  { consortiumId, memberId, version }: Versioned,
  apply: (member: DirectoryMember) => Changed,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await lockDirectory(tx, consortiumId);
    const members = await readDirectory(tx, consortiumId);
    const member = members.find(({ id }) => id === memberId);
    if (!member) throw new Refusal('not-found');
    if (member.version !== version) throw new Refusal('stale', await whatChanged(tx, consortiumId, member, version));
    const { values, action, earlier = member.earlier } = apply(member);
    mustBeRight(members, memberId, values);
    const difference = changeOf(member, values);
    if (Object.keys(difference).length === 0) return;
    await writeMembers(
      tx,
      actor,
      consortiumId,
      [{ ...values, id: memberId, base: version, action, change: difference, earlier }],
      'typed',
    );
  });
}

/** What others changed since the version that its writer saw. */
async function whatChanged(tx: Tx, consortiumId: string, member: DirectoryMember, version: number) {
  const since = await tx
    .selectFrom('member_history')
    .select(['version', 'change', 'at'])
    .select(sql<string>`name_of(person_id)`.as('by'))
    .where('consortium_id', '=', consortiumId)
    .where('member_id', '=', member.id)
    .where('version', '>', version)
    .orderBy('version')
    .execute();
  return { version: member.version, changes: since.map((each) => ({ ...each, at: each.at.toISOString() })) };
}

function mustBeRight(members: readonly DirectoryMember[], id: string | undefined, values: MemberValues): void {
  const faults: readonly MemberFault[] = [
    ...checkMember(values, new Set(categoryLabels.keys())),
    ...findClash(directoryOf(members), id, values),
  ];
  if (faults.length === 0) return;
  throw new Refusal('member-refused', {
    fields: faults.map(({ field }) => field),
    faults: faults.map(({ field, code }) => ({ field, code, text: memberFaultTexts[code] })),
    detail: `${faults.map(({ code }) => memberFaultTexts[code]).join('；')}。`,
  });
}
