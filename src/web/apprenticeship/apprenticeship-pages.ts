import { lazyRouteComponent } from '@tanstack/react-router';
import { page } from '#web/signed-in.tsx';

/** Agreements of three parties of a consortium, and each of them. */
export const apprenticeshipPages = [
  page(
    '/consortia/$id/apprenticeships',
    lazyRouteComponent(() => import('./apprenticeships-page.tsx'), 'ApprenticeshipsPage'),
  ),
  page(
    '/consortia/$id/apprenticeships/$apprenticeshipId',
    lazyRouteComponent(() => import('./apprenticeship-page.tsx'), 'ApprenticeshipPage'),
  ),
];
