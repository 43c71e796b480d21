import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** Needs and open calls of a consortium, what its members can do, and contracts with what comes of them. */
export const technologyPages = [
  page(
    '/consortia/$id/technology',
    lazyRouteComponent(() => import('./technology-page.tsx'), 'TechnologyPage'),
  ),
  page(
    '/consortia/$id/technology/needs/$needId',
    lazyRouteComponent(() => import('./need-page.tsx'), 'NeedPage'),
  ),
  page(
    '/consortia/$id/technology/calls/$callId',
    lazyRouteComponent(() => import('./call-page.tsx'), 'CallPage'),
  ),
  page(
    '/consortia/$id/technology/capabilities',
    lazyRouteComponent(() => import('./capabilities-page.tsx'), 'CapabilitiesPage'),
  ),
  page(
    '/consortia/$id/technology/contracts',
    lazyRouteComponent(() => import('./contracts-page.tsx'), 'ContractsPage'),
  ),
  page(
    '/consortia/$id/technology/contracts/$contractId',
    lazyRouteComponent(() => import('./contract-page.tsx'), 'ContractPage'),
  ),
];
