import { lazyRouteComponent } from '@tanstack/react-router';
import { frontPagePages } from '#web/front-page/front-page-pages.ts';
import { page } from '#web/signed-in.tsx';

/** What anybody sees of a consortium, supply and demand of a consortium, and its fairs. */
export const talentPages = [
  ...frontPagePages,
  page(
    '/consortia/$id/talent',
    lazyRouteComponent(() => import('./talent-page.tsx'), 'TalentPage'),
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
