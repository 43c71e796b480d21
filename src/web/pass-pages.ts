import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './signed-in.tsx';

const apprenticePass = createRoute({
  getParentRoute: () => root,
  path: '/apprentice/$token',
  component: lazyRouteComponent(() => import('./apprenticeship/apprentice-pass-page.tsx'), 'ApprenticePassPage'),
});

const fairPass = createRoute({
  getParentRoute: () => root,
  path: '/fair/$token',
  component: lazyRouteComponent(() => import('./placement/fair-pass-page.tsx'), 'FairPassPage'),
});

const marketPass = createRoute({
  getParentRoute: () => root,
  path: '/market/$token',
  component: lazyRouteComponent(() => import('./market/market-pass-page.tsx'), 'MarketPassPage'),
});

const meet = createRoute({
  getParentRoute: () => root,
  path: '/meet/$token',
  component: lazyRouteComponent(() => import('./council/meet-page.tsx'), 'MeetPage'),
});

/** What people without an account open by a link of their own. */
export const passPages = [meet, fairPass, marketPass, apprenticePass];
