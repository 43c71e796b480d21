import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPositionSearch } from '#core/talent/position-search.ts';
import { frontPagePages } from '#web/front-page/front-page-pages.ts';
import { page, signedIn } from '#web/signed-in.tsx';

const foundPositions = createRoute({
  getParentRoute: () => signedIn,
  path: '/positions',
  component: lazyRouteComponent(() => import('./find-positions-page.tsx'), 'FindPositionsPage'),
  validateSearch: readPositionSearch,
});

/** Positions of all consortia, what anybody sees of a consortium, supply and demand of a consortium, and its fairs. */
export const talentPages = [
  foundPositions,
  ...frontPagePages,
  page(
    '/consortia/$id/talent',
    lazyRouteComponent(() => import('./talent-page.tsx'), 'TalentPage'),
  ),
  page(
    '/consortia/$id/talent/positions/$positionId',
    lazyRouteComponent(() => import('./position-page.tsx'), 'PositionPage'),
  ),
  page(
    '/consortia/$id/talent/balance',
    lazyRouteComponent(() => import('#web/talent-balance/balance-page.tsx'), 'BalancePage'),
  ),
  page(
    '/consortia/$id/talent/reports',
    lazyRouteComponent(() => import('#web/talent-report/reports-page.tsx'), 'TalentReportsPage'),
  ),
  page(
    '/consortia/$id/talent/reports/$reportId',
    lazyRouteComponent(() => import('#web/talent-report/report-page.tsx'), 'TalentReportPage'),
  ),
  page(
    '/consortia/$id/talent/majors',
    lazyRouteComponent(() => import('#web/major/majors-page.tsx'), 'MajorsPage'),
  ),
  page(
    '/consortia/$id/talent/majors/$caseId',
    lazyRouteComponent(() => import('#web/major/case-page.tsx'), 'MajorCasePage'),
  ),
  page(
    '/consortia/$id/talent/import',
    lazyRouteComponent(() => import('#web/exchange/import-talent-page.tsx'), 'ImportTalentPage'),
  ),
  page(
    '/consortia/$id/talent/fairs/$fairId',
    lazyRouteComponent(() => import('#web/placement/fair-page.tsx'), 'FairPage'),
  ),
  page(
    '/consortia/$id/talent/applications',
    lazyRouteComponent(() => import('#web/market/market-page.tsx'), 'MarketPage'),
  ),
];
