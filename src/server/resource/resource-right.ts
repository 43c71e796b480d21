import { sql } from 'kysely';
import pg from 'pg';
import type { ResourceKind, ResourceRules } from '#core/resource/resource-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Database, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';

/** `own`: members of the consortium that the actor reports for. */
export type ResourceRight = { manages: boolean; own: readonly string[] };

/** What the actor may do about shared resources. Throws `Refusal('not-found')` where neither it nor a member of its own has to do with the consortium. */
export async function mustKnowResources(tx: Tx, consortiumId: string): Promise<ResourceRight> {
  const { rows } = await sql<ResourceRight & { reads: boolean; belongs: boolean }>`
    select has_right('manage-resource', c.id) as manages, has_right('read-resource', c.id) as reads,
      c.id in (select consortia_of_own_members()) as belongs,
      array(select m.id from unit m where m.parent_id = c.id and m.kind = 'member' and m.id in (select scope('share-resource'))) as own
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [right] = rows;
  if (!right || !(right.reads || right.belongs)) throw new Refusal('not-found');
  return { manages: right.manages, own: right.own };
}

/** Whether the actor acts for a member: as its reporter, or as the secretariat for all. */
export const actsFor = ({ manages, own }: ResourceRight, memberId: string) => manages || own.includes(memberId);

/** Throws `Refusal('forbidden')` for who does not act for the member. */
export function mustActFor(right: ResourceRight, memberId: string): void {
  if (!actsFor(right, memberId)) throw new Refusal('forbidden');
}

/** What the current notice says of shared resources. Throws `Refusal('not-found')` where it asks for none. */
export function resourceRules(): ResourceRules {
  if (!currentPack.resources) throw new Refusal('not-found');
  return currentPack.resources;
}

/** Throws `Refusal('invalid')` for what is no kind. */
export function resourceKind(id: string): ResourceKind {
  const kind = resourceRules().kinds.find((each) => each.id === id);
  if (!kind) throw new Refusal('invalid', { fields: ['kind'] });
  return kind;
}

const because: Readonly<Record<string, RefusalCode>> = {
  taken: 'slot-taken',
  blackout: 'slot-closed',
  quota: 'quota-used',
  withdrawn: 'resource-withdrawn',
};

/** Why the database gave no place; undefined for any other error. */
export function whyNoPlace(error: unknown): RefusalCode | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  if (error.constraint === 'resource_booking_once') return 'slot-taken';
  return error.code === 'LH052' ? because[error.detail ?? ''] : undefined;
}

/** A transaction in which places are taken. Throws `Refusal`: `slot-taken`, `slot-closed`, `quota-used`, `resource-withdrawn`. */
export async function takingPlaces<T>(db: Database, actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.asActor(actor, run);
  } catch (error) {
    const code = whyNoPlace(error);
    throw code ? new Refusal(code) : error;
  }
}
