import type { Role } from '#core/access/role.ts';

/** Roles that must sign in with two factors: officers and the three administrators (等保三级：特权用户双因子). */
const privileged: ReadonlySet<Role> = new Set<Role>([
  'ministry-officer',
  'provincial-officer',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
]);

export function needsSecondFactor(roles: readonly { role: Role }[]): boolean {
  return roles.some(({ role }) => privileged.has(role));
}
