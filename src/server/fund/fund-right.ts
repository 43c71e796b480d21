import { sql } from 'kysely';
import pg from 'pg';
import type { Role } from '#core/access/role.ts';
import type { Approver } from '#core/fund/approve-spending.ts';
import type { FundRules } from '#core/fund/fund-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** What the pack says of funds. Throws `Refusal('not-found')` where it knows none. */
export function fundRules(): FundRules {
  if (!currentPack.funds) throw new Refusal('not-found');
  return currentPack.funds;
}

/** A transaction that writes of funds. What the database alone can decide is told as `Refusal`: `fund-year-closed`, `over-budget`. */
export async function writeFunds<T>(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await db.asActor(actor, run);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code === 'LH004') throw new Refusal('over-budget');
    if (error.code === 'LH005') throw new Refusal('fund-year-closed');
    throw error;
  }
}

/** Throws `Refusal`: `invalid` where the year was not opened, `fund-year-closed`. The database holds to it whatever happens beside. */
export async function mustBeOpenYear(tx: Tx, consortiumId: string, year: number): Promise<void> {
  const found = await tx
    .selectFrom('fund_year')
    .select('closing')
    .where('consortium_id', '=', consortiumId)
    .where('year', '=', year)
    .executeTakeFirst();
  if (!found)
    throw new Refusal('invalid', { fields: ['year'], detail: `${year}年度的经费账还没有建立，请先建立年度。` });
  if (found.closing !== null) throw new Refusal('fund-year-closed');
}

/** The actor as one who approves in a consortium: its roles there, and those for whom it stands in today. One query. */
export async function readApprover(tx: Tx, actor: Actor, consortiumId: string): Promise<Approver> {
  const { rows } = await sql<{ person_id: string; roles: Role[] }>`
    select p.person_id, p.roles from fund_people(${consortiumId}::uuid) p
    where p.person_id in (select fund_principals(${consortiumId}::uuid, ${actor.personId}::uuid))`.execute(tx);
  return {
    personId: actor.personId,
    roles: rolesIn(actor, consortiumId),
    principals: rows.map(({ person_id, roles }) => ({ personId: person_id, roles })),
  };
}

/** The actor's own roles in a consortium. */
export function rolesIn({ roles }: Pick<Actor, 'roles'>, consortiumId: string): readonly Role[] {
  return roles.flatMap(({ role, unit }) => (unit.id === consortiumId ? [role] : []));
}
