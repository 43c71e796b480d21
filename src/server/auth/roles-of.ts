import type { Actor } from '#server/access/actor.ts';
import { isRole, isUnitKind } from '#server/access/is-role.ts';
import type { Database } from '#server/db/database.ts';

/** The roles of a person as they are now, the oldest first. */
export async function rolesOf(db: Pick<Database, 'asActor'>, personId: string): Promise<Actor['roles']> {
  const rows = await db.asActor({ personId }, (tx) =>
    tx
      .selectFrom('role_assignment')
      .innerJoin('unit', 'unit.id', 'role_assignment.unit_id')
      .select(['role_assignment.role', 'unit.id', 'unit.name', 'unit.kind'])
      .where('role_assignment.person_id', '=', personId)
      .orderBy('role_assignment.granted_at')
      .execute(),
  );
  return rows.flatMap(({ role, id, name, kind }) =>
    isRole(role) && isUnitKind(kind) ? [{ role, unit: { id, name, kind } }] : [],
  );
}
