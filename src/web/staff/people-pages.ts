import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** The rooms of a consortium's people: who they are, how members and staff are appraised, and who is honoured. */
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
  page(
    '/consortia/$id/honours',
    lazyRouteComponent(() => import('#web/honour/honours-page.tsx'), 'HonoursPage'),
  ),
] as const;
