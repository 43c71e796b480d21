import { type Role, roles, type UnitKind } from '#core/access/role.ts';

const unitKinds: readonly UnitKind[] = ['ministry', 'province', 'consortium', 'member'];

/** A role that this version knows; the database may hold one that a later version brings. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

export function isUnitKind(text: string): text is UnitKind {
  return unitKinds.some((kind) => kind === text);
}
