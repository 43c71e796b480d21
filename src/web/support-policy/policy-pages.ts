import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { page, signedIn } from '#web/signed-in.tsx';

/** Whom the policies are to fit. */
type FittingSearch = { member?: string };

const fitting = createRoute({
  getParentRoute: () => signedIn,
  path: '/consortia/$id/policies/fitting',
  component: lazyRouteComponent(() => import('./fitting-page.tsx'), 'FittingPage'),
  validateSearch: ({ member }: Record<string, unknown>): FittingSearch =>
    typeof member === 'string' ? { member } : {},
});

export const policyPages = [
  fitting,
  page(
    '/consortia/$id/policies',
    lazyRouteComponent(() => import('./policies-page.tsx'), 'PoliciesPage'),
  ),
  page(
    '/consortia/$id/policies/$policyId',
    lazyRouteComponent(() => import('./policy-page.tsx'), 'PolicyPage'),
  ),
] as const;
