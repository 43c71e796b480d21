import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { mustBeSignedIn } from '#web/sign-in/must-be-signed-in.ts';
import { page, root } from '#web/signed-in.tsx';

/** Training of a consortium: its classes, needs, what it is planned from, and each class. */
export const trainingPages = [
  page(
    '/consortia/$id/training',
    lazyRouteComponent(() => import('./training-page.tsx'), 'TrainingPage'),
  ),
  page(
    '/consortia/$id/training/needs',
    lazyRouteComponent(() => import('./needs-page.tsx'), 'NeedsPage'),
  ),
  page(
    '/consortia/$id/training/catalogue',
    lazyRouteComponent(() => import('./catalogue-page.tsx'), 'CataloguePage'),
  ),
  page(
    '/consortia/$id/training/plans',
    lazyRouteComponent(() => import('./plans-page.tsx'), 'PlansPage'),
  ),
  page(
    '/consortia/$id/training/plans/$planId',
    lazyRouteComponent(() => import('./plan-page.tsx'), 'PlanPage'),
  ),
  page(
    '/consortia/$id/training/sessions',
    lazyRouteComponent(() => import('./sessions-page.tsx'), 'SessionsPage'),
  ),
  page(
    '/consortia/$id/training/sessions/$sessionId',
    lazyRouteComponent(() => import('./session-page.tsx'), 'SessionPage'),
  ),
  page(
    '/consortia/$id/training/classes/$classId',
    lazyRouteComponent(() => import('./class-page.tsx'), 'ClassPage'),
  ),
];

const certificate = lazyRouteComponent(() => import('./certificate-page.tsx'), 'CertificatePage');

/** Pages with nothing around them: the screen in the classroom, one's own link on a phone, and what anybody asks of a certificate. */
export const trainingRooms = [
  createRoute({
    getParentRoute: () => root,
    path: '/consortia/$id/training/classes/$classId/sign-in',
    component: lazyRouteComponent(() => import('./sign-in-screen.tsx'), 'SignInScreen'),
    beforeLoad: mustBeSignedIn,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/training/$token',
    component: lazyRouteComponent(() => import('./training-pass-page.tsx'), 'TrainingPassPage'),
    validateSearch: ({ code }: Record<string, unknown>): { code?: string } =>
      typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {},
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/training/enrol/$token',
    component: lazyRouteComponent(() => import('./enrolment-page.tsx'), 'EnrolmentPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/training/sign-in/$classId/$code',
    component: lazyRouteComponent(() => import('./scanned-page.tsx'), 'ScannedPage'),
  }),
  createRoute({ getParentRoute: () => root, path: '/certificates', component: certificate }),
  createRoute({ getParentRoute: () => root, path: '/certificates/$serial', component: certificate }),
];
