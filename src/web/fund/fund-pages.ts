import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '#web/signed-in.tsx';
import { readFundSearch } from './fund-search.ts';

const funds = createRoute({
  getParentRoute: () => signedIn,
  path: '/consortia/$id/funds',
  component: lazyRouteComponent(() => import('./funds-page.tsx'), 'FundsPage'),
  validateSearch: readFundSearch,
});

const spending = createRoute({
  getParentRoute: () => signedIn,
  path: '/consortia/$id/funds/spendings/$spendingId',
  component: lazyRouteComponent(() => import('./spending-page.tsx'), 'SpendingPage'),
});

export const fundPages = [funds, spending] as const;
