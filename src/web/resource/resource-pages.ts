import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** What a consortium's members share, how much it is used, and one resource with its bookings. */
export const resourcePages = [
  page(
    '/consortia/$id/resources',
    lazyRouteComponent(() => import('./resources-page.tsx'), 'ResourcesPage'),
  ),
  page(
    '/consortia/$id/resources/use',
    lazyRouteComponent(() => import('./use-page.tsx'), 'UsePage'),
  ),
  page(
    '/consortia/$id/resources/$resourceId',
    lazyRouteComponent(() => import('./resource-page.tsx'), 'ResourcePage'),
  ),
];
