import { nameKey } from '#core/member/member.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { MemberWrite } from '#server/member/write-members.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { readParties } from './parties.ts';

/** A lead unit of a listed consortium leads it until a change is approved. Throws `Refusal('leads-consortium')` with its name. */
export async function mustNotLead(tx: Tx, consortiumId: string, rows: readonly MemberWrite[]): Promise<void> {
  const leaving = rows.filter(({ leftOn, change }) => leftOn !== null && change.leftOn !== undefined);
  if (leaving.length === 0 || !(await isListed(tx, consortiumId))) return;
  const partyOf = await readParties(tx, consortiumId);
  const leads = (currentPack.monitoring?.changes ?? []).filter(({ isMajor }) => isMajor).map(({ id }) => id);
  for (const { name, otherNames, leftOn } of leaving) {
    const names = [name, ...otherNames].map(nameKey);
    if (leads.some((kind) => names.includes(nameKey(partyOf(kind, leftOn ?? '')))))
      throw new Refusal('leads-consortium', { fields: ['leftOn'], detail: `${name}。` });
  }
}

/** Tells the province, once a write, who joined and left a listed consortium. */
export async function tellOfMembers(tx: Tx, consortiumId: string, rows: readonly MemberWrite[]): Promise<void> {
  const joined = rows.filter(({ action }) => action === 'added' || action === 'rejoined');
  const left = rows.filter(({ leftOn, change }) => leftOn !== null && change.leftOn !== undefined);
  if (joined.length + left.length === 0 || !(await isListed(tx, consortiumId))) return;
  const words = [...wordsOf('加入', joined), ...wordsOf('退出', left)].join('；');
  await tellOfStanding(tx, consortiumId, {
    roles: ['provincial-officer'],
    text: `联合体成员单位有变动：${words}。`,
    link: `/consortia/${consortiumId}/members`,
  });
}

function wordsOf(verb: string, rows: readonly MemberWrite[]): string[] {
  const named = rows
    .slice(0, 3)
    .map(({ name }) => name)
    .join('、');
  return rows.length === 0 ? [] : [`${verb}${rows.length}家（${named}${rows.length > 3 ? '等' : ''}）`];
}

async function isListed(tx: Tx, consortiumId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('standing_event')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
