import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** The rooms of a consortium's people: who they are, and how members and staff are appraised. */
export const peoplePages = [
  page(
    '/consortia/$id/people',
    lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage'),
  ),
  page(
    '/consortia/$id/appraisals',
    lazyRouteComponent(() => import('#web/appraisal/appraisals-page.tsx'), 'AppraisalsPage'),
  ),
  page(
    '/consortia/$id/appraisals/$appraisalId',
    lazyRouteComponent(() => import('#web/appraisal/appraisal-page.tsx'), 'AppraisalPage'),
  ),
] as const;
