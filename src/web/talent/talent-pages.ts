import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** Supply and demand of a consortium, and its fairs. */
export const talentPages = [
  page(
    '/consortia/$id/talent',
    lazyRouteComponent(() => import('./talent-page.tsx'), 'TalentPage'),
  ),
  page(
    '/consortia/$id/talent/balance',
    lazyRouteComponent(() => import('#web/talent-balance/balance-page.tsx'), 'BalancePage'),
  ),
  page(
    '/consortia/$id/talent/fairs/$fairId',
    lazyRouteComponent(() => import('#web/placement/fair-page.tsx'), 'FairPage'),
  ),
];
