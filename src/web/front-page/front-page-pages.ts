import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** What a consortium tells everybody of itself. */
export const frontPagePages = [
  page(
    '/consortia/$id/front-page',
    lazyRouteComponent(() => import('./front-page-page.tsx'), 'FrontPagePage'),
  ),
];
