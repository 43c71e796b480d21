import { sql } from 'kysely';
import pg from 'pg';
import type { TechnologyRules } from '#core/technology/technology-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Database, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { categoriesOf } from '#server/talent/talent-right.ts';

/** `own`: members of the consortium that the actor reports for. */
export type TechnologyRight = { manages: boolean; own: readonly string[] };

/** What the actor may do about technology services. Throws `Refusal('not-found')` where neither it nor a member of its own has to do with the consortium. */
export async function mustKnowTechnology(tx: Tx, consortiumId: string): Promise<TechnologyRight> {
  const { rows } = await sql<TechnologyRight & { reads: boolean; belongs: boolean }>`
    select has_right('manage-technology', c.id) as manages, has_right('read-technology', c.id) as reads,
      c.id in (select consortia_of_own_members()) as belongs,
      array(select m.id from unit m where m.parent_id = c.id and m.kind = 'member' and m.id in (select scope('serve-technology'))) as own
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [right] = rows;
  if (!right || !(right.reads || right.belongs)) throw new Refusal('not-found');
  return { manages: right.manages, own: right.own };
}

/** Throws `Refusal('forbidden')` for who does not report for the member: nobody speaks for another here. */
export function mustSpeakFor({ own }: TechnologyRight, memberId: string): void {
  if (!own.includes(memberId)) throw new Refusal('forbidden');
}

/** What the current notice says of technology services. Throws `Refusal('not-found')` where it asks for none. */
export function technologyRules(): TechnologyRules {
  if (!currentPack.technology) throw new Refusal('not-found');
  return currentPack.technology;
}

/** The members that the actor reports for, by name; of a class alone where one is named. */
export function ownMembers({ own }: TechnologyRight, { byId }: Directory, side?: 'enterprise') {
  return own
    .flatMap((id) => byId.get(id) ?? [])
    .filter(({ category }) => side === undefined || categoriesOf(side).includes(category))
    .map(({ id, name }) => ({ id, name }));
}

/** A member as it is told to whoever may see what it does. */
export const memberNamed = ({ byId }: Directory, id: string) => ({ id, name: byId.get(id)?.name ?? '' });

/** Throws `Refusal('invalid')` with the field where the member has another of that name already. */
export async function refuseTwin<T>(field: string, run: Promise<T>): Promise<T> {
  return run.catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError) || error.code !== '23505') throw error;
    throw new Refusal('invalid', { fields: [field], detail: '本单位已有同名的一条，请在那一条上修改。' });
  });
}

/** Tells whoever reports for a member; nothing is told to who acts. */
export async function tellMember(tx: Tx, consortiumId: string, memberId: string, text: string, room: string) {
  const link = `/consortia/${consortiumId}/technology/${room}`;
  await sql`select tell_of_technology(${consortiumId}::uuid, ${memberId}::uuid, ${text}, ${link})`.execute(tx);
}

const because: Readonly<Record<string, RefusalCode>> = {
  sealed: 'bids-sealed',
  closed: 'bids-closed',
  unscored: 'scores-missing',
  conflict: 'judge-conflict',
  over: 'receipts-over',
  overtaken: 'amendment-overtaken',
};

/**
 * A transaction whose steps the database decides by its clock and by what others have done meanwhile. Throws `Refusal`: `bids-sealed`, `bids-closed`,
 * `scores-missing`, `judge-conflict`, `receipts-over`, `amendment-overtaken`; `action-not-possible` for any other step that cannot be.
 */
export async function takingSteps<T>(db: Database, actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.asActor(actor, run);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const code = error.code === 'LH053' ? because[error.detail ?? ''] : undefined;
    if (code) throw new Refusal(code);
    if (error.code === '23001') throw new Refusal('action-not-possible');
    throw error;
  }
}
