import { sql } from 'kysely';
import type { TalentRules } from '#core/talent/talent-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';

/** `reads` of who sees all of the consortium; `own`: members of the consortium that the actor reports for. */
export type TalentRight = { manages: boolean; reads: boolean; own: readonly string[] };

/** What the actor may do about supply and demand. Throws `Refusal('not-found')` where neither it nor a member of its own has to do with the consortium. */
export async function mustKnowTalent(tx: Tx, consortiumId: string): Promise<TalentRight> {
  const { rows } = await sql<TalentRight & { belongs: boolean }>`
    select has_right('manage-talent', c.id) as manages, has_right('read-talent', c.id) as reads, c.id in (select consortia_of_own_members()) as belongs,
      array(select m.id from unit m where m.parent_id = c.id and m.kind = 'member' and m.id in (select scope('offer-talent'))) as own
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [right] = rows;
  if (!right || !(right.reads || right.belongs)) throw new Refusal('not-found');
  return { manages: right.manages, reads: right.reads, own: right.own };
}

/** Throws `Refusal`: `not-found` as `mustKnowTalent`, `forbidden` for who is not the secretariat. */
export async function mustManageTalent(tx: Tx, consortiumId: string): Promise<void> {
  const { manages } = await mustKnowTalent(tx, consortiumId);
  if (!manages) throw new Refusal('forbidden');
}

/** Whether the actor speaks for a member: as its reporter, or as the secretariat for all. Throws `Refusal`: `not-found`, `forbidden`. */
export async function mustSpeakFor(tx: Tx, consortiumId: string, memberId: string): Promise<void> {
  const { manages, own } = await mustKnowTalent(tx, consortiumId);
  if (!manages && !own.includes(memberId)) throw new Refusal('forbidden');
}

/** What the current notice says of supply and demand. Throws `Refusal('not-found')` where it asks for no platform. */
export function talentRules(): TalentRules {
  if (!currentPack.talent) throw new Refusal('not-found');
  return currentPack.talent;
}

/** 学历 that a position may ask for, as the ledger of demand calls them. */
export function levels(): readonly string[] {
  const kind = ledgerBook().kinds.find(({ id }) => id === talentRules().ledger);
  const field = kind?.fields.level;
  return field?.type === 'choice' ? field.options : [];
}

/** A major as people read it: what was typed, and after a code the name that the list gives it. */
export function majorText({ catalogues }: Pick<Context, 'catalogues'>, typed: string): string {
  const name = catalogues.nameOf('major', typed);
  return name === undefined ? typed : `${name}（${typed}）`;
}

/** The code of the national list that a major was typed by, or that its name has there. */
export function majorCodeOf({ catalogues }: Pick<Context, 'catalogues'>, typed: string): string | null {
  return catalogues.codeOf('major', typed) ?? null;
}

/**
 * The code `d-dd-dd-dd` of an occupation as it was typed: by the national list, and where nobody has imported one, what the text begins with. Null where nobody said
 * it as finely.
 */
export function occupationCodeOf({ catalogues }: Pick<Context, 'catalogues'>, typed: string): string | null {
  return occupationCode.exec(catalogues.codeOf('occupation', typed) ?? typed.normalize('NFKC').trim())?.[0] ?? null;
}

const occupationCode = /^\d-\d{2}-\d{2}-\d{2}(?![\d-])/;

/** Categories of members that offer positions, or teach. */
export const categoriesOf = (side: 'enterprise' | 'school') => ledgerBook().memberClasses[side] ?? [];
