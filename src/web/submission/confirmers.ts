import { roles } from '#core/access/role.ts';
import type { Pack } from '#core/pack/pack.ts';

/** Who confirms a revision, as the pack's workflow says: `园区管委会、牵头学校、牵头企业`; nobody is an empty text. */
export function confirmersOf({ workflow }: Pack): string {
  const confirming = workflow.transitions.filter(({ action }) => action === 'confirm').flatMap(({ by }) => by);
  return [...new Set(confirming)].map((role) => roles[role].label).join('、');
}
