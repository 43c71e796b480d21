import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readView } from '#core/dashboard/view.ts';
import { apprenticeshipPages } from './apprenticeship/apprenticeship-pages.ts';
import { fundPages } from './fund/fund-pages.ts';
import { governingPages } from './governing-document/governing-pages.ts';
import { passPages } from './pass-pages.ts';
import { resourcePages } from './resource/resource-pages.ts';
import { mustBeSignedIn } from './sign-in/must-be-signed-in.ts';
import { page, root, signedIn } from './signed-in.tsx';
import { peoplePages } from './staff/people-pages.ts';
import { policyPages } from './support-policy/policy-pages.ts';
import { talentPages } from './talent/talent-pages.ts';
import { technologyPages } from './technology/technology-pages.ts';
import { trainingPages, trainingRooms } from './training/training-pages.ts';

/** `back`: where to go afterwards; `email`: of an account just made; `failed`: why single sign-on did not work. */
type SignInSearch = { back?: string; email?: string; failed?: string };

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
  validateSearch: ({ back, email, failed }: Record<string, unknown>): SignInSearch => ({
    ...(typeof back === 'string' ? { back } : {}),
    ...(typeof email === 'string' ? { email } : {}),
    ...(typeof failed === 'string' ? { failed } : {}),
  }),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./sign-in/reset-password-page.tsx'), 'ResetPasswordPage'),
  validateSearch: ({ token }: Record<string, unknown>): { token?: string } =>
    typeof token === 'string' ? { token } : {},
});

const verifyComponent = lazyRouteComponent(() => import('./member/verify-page.tsx'), 'VerifyPage');
const verify = createRoute({ getParentRoute: () => root, path: '/verify', component: verifyComponent });
const verifyCode = createRoute({ getParentRoute: () => root, path: '/verify/$code', component: verifyComponent });

/** A screen that everybody in a room looks at: nothing around it. */
const wall = createRoute({
  getParentRoute: () => root,
  path: '/consortia/$id/council/meetings/$meetingId/wall',
  component: lazyRouteComponent(() => import('./council/wall-page.tsx'), 'WallPage'),
  beforeLoad: mustBeSignedIn,
});

/** `batch`: which of a consortium's acceptances, where it is not the latest. */
const caseOfConsortium = createRoute({
  getParentRoute: () => signedIn,
  path: '/consortia/$id/acceptance',
  component: lazyRouteComponent(() => import('./acceptance/case-page.tsx'), 'CasePage'),
  validateSearch: ({ batch }: Record<string, unknown>): { batch?: string } =>
    typeof batch === 'string' ? { batch } : {},
});
const monitoring = createRoute({
  getParentRoute: () => signedIn,
  path: '/monitoring',
  component: lazyRouteComponent(() => import('./dashboard/monitoring-page.tsx'), 'MonitoringPage'),
  validateSearch: readView,
});
const compare = createRoute({
  getParentRoute: () => signedIn,
  path: '/monitoring/compare',
  component: lazyRouteComponent(() => import('./dashboard/compare-page.tsx'), 'ComparePage'),
  validateSearch: readView,
});

const monitoredMember = createRoute({
  getParentRoute: () => signedIn,
  path: '/monitoring/members/$member',
  component: lazyRouteComponent(() => import('./dashboard/member-page.tsx'), 'MemberPage'),
  validateSearch: readView,
});

/** Of one consortium, or one request alone, where a notice leads to it. */
type RequestSearch = { consortium?: string; request?: string };

const commitmentRequests = createRoute({
  getParentRoute: () => signedIn,
  path: '/commitment-requests',
  component: lazyRouteComponent(() => import('./commitment/requests-page.tsx'), 'RequestsPage'),
  validateSearch: ({ consortium, request }: Record<string, unknown>): RequestSearch => ({
    ...(typeof consortium === 'string' ? { consortium } : {}),
    ...(typeof request === 'string' ? { request } : {}),
  }),
});

const codeComponent = lazyRouteComponent(() => import('./figure/code-page.tsx'), 'CodePage');

const ApplicationPage = lazyRouteComponent(() => import('./application/application-page.tsx'), 'ApplicationPage');
const ImportPage = lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage');
const PreviewPage = lazyRouteComponent(() => import('./application/preview-page.tsx'), 'PreviewPage');
const SubmitPage = lazyRouteComponent(() => import('./submission/submit-page.tsx'), 'SubmitPage');
const RevisionsPage = lazyRouteComponent(() => import('./revision/revisions-page.tsx'), 'RevisionsPage');
const ReturnPage = lazyRouteComponent(() => import('./revision/return-page.tsx'), 'ReturnPage');
const MembersPage = lazyRouteComponent(() => import('./member/members-page.tsx'), 'MembersPage');
const ImportMembersPage = lazyRouteComponent(() => import('./member/import-members-page.tsx'), 'ImportMembersPage');
const TasksPage = lazyRouteComponent(() => import('./task/tasks-page.tsx'), 'TasksPage');
const TaskPage = lazyRouteComponent(() => import('./task/task-page.tsx'), 'TaskPage');
const OpenTasksPage = lazyRouteComponent(() => import('./task/open-tasks-page.tsx'), 'OpenTasksPage');

const tree = root.addChildren([
  signIn,
  invitation,
  resetPassword,
  verify,
  verifyCode,
  wall,
  ...passPages,
  ...trainingRooms,
  signedIn.addChildren([
    page(
      '/',
      lazyRouteComponent(() => import('./consortium/consortia-page.tsx'), 'ConsortiaPage'),
    ),
    page('/applications/$id', ApplicationPage),
    page('/applications/$id/import', ImportPage),
    page('/applications/$id/preview', PreviewPage),
    page('/applications/$id/submit', SubmitPage),
    page('/applications/$id/revisions', RevisionsPage),
    page('/applications/$id/return', ReturnPage),
    page('/consortia/$id/members', MembersPage),
    page('/consortia/$id/members/import', ImportMembersPage),
    page(
      '/consortia/$id/ledgers',
      lazyRouteComponent(() => import('./ledger/ledgers-page.tsx'), 'LedgersPage'),
    ),
    page(
      '/consortia/$id/ledgers/import',
      lazyRouteComponent(() => import('./ledger-import/import-page.tsx'), 'ImportLedgersPage'),
    ),
    page(
      '/consortia/$id/ledgers/$kind',
      lazyRouteComponent(() => import('./ledger/kind-page.tsx'), 'KindPage'),
    ),
    page(
      '/consortia/$id/figures',
      lazyRouteComponent(() => import('./figure/figures-page.tsx'), 'FiguresPage'),
    ),
    page(
      '/consortia/$id/figures/$figure/$year',
      lazyRouteComponent(() => import('./figure/figure-page.tsx'), 'FigurePage'),
    ),
    page(
      '/consortia/$id/commitments',
      lazyRouteComponent(() => import('./commitment/commitments-page.tsx'), 'CommitmentsPage'),
    ),
    page(
      '/consortia/$id/commitments/$figure/$year',
      lazyRouteComponent(() => import('./commitment/commitment-page.tsx'), 'CommitmentPage'),
    ),
    commitmentRequests,
    page('/consortia/$id/tasks', TasksPage),
    page('/consortia/$id/tasks/$taskId', TaskPage),
    page('/consortia/$id/tasks/open', OpenTasksPage),
    page(
      '/consortia/$id/indicators',
      lazyRouteComponent(() => import('./indicator/indicators-page.tsx'), 'IndicatorsPage'),
    ),
    page(
      '/consortia/$id/quality',
      lazyRouteComponent(() => import('./quality/quality-page.tsx'), 'QualityPage'),
    ),
    page(
      '/quality',
      lazyRouteComponent(() => import('./quality/office-page.tsx'), 'QualityOfficePage'),
    ),
    page(
      '/consortia/$id/filing',
      lazyRouteComponent(() => import('./filing/filing-page.tsx'), 'FilingPage'),
    ),
    page(
      '/consortia/$id/evidence',
      lazyRouteComponent(() => import('./evidence/evidence-page.tsx'), 'EvidencePage'),
    ),
    ...talentPages,
    ...resourcePages,
    ...apprenticeshipPages,
    ...trainingPages,
    ...technologyPages,
    ...governingPages,
    ...peoplePages,
    ...policyPages,
    ...fundPages,
    page(
      '/consortia/$id/standing',
      lazyRouteComponent(() => import('./standing/standing-page.tsx'), 'StandingPage'),
    ),
    page(
      '/consortia/$id/council',
      lazyRouteComponent(() => import('./council/council-page.tsx'), 'CouncilPage'),
    ),
    page(
      '/consortia/$id/council/meetings/$meetingId',
      lazyRouteComponent(() => import('./council/meeting-page.tsx'), 'MeetingPage'),
    ),
    page(
      '/changes',
      lazyRouteComponent(() => import('./change/changes-page.tsx'), 'ChangesPage'),
    ),
    page(
      '/violations',
      lazyRouteComponent(() => import('./violation/violations-page.tsx'), 'ViolationsPage'),
    ),
    page(
      '/violations/$id',
      lazyRouteComponent(() => import('./violation/violation-page.tsx'), 'ViolationPage'),
    ),
    page(
      '/acceptances',
      lazyRouteComponent(() => import('./acceptance/acceptances-page.tsx'), 'AcceptancesPage'),
    ),
    page(
      '/acceptances/$id',
      lazyRouteComponent(() => import('./acceptance/acceptance-page.tsx'), 'AcceptancePage'),
    ),
    caseOfConsortium,
    page(
      '/figures',
      lazyRouteComponent(() => import('./figure/nation-page.tsx'), 'NationPage'),
    ),
    monitoring,
    compare,
    monitoredMember,
    page('/figures/codes', codeComponent),
    page('/figures/codes/$code', codeComponent),
    page(
      '/batches',
      lazyRouteComponent(() => import('./batch/batches-page.tsx'), 'BatchesPage'),
    ),
    page(
      '/collections',
      lazyRouteComponent(() => import('./collection/collections-page.tsx'), 'CollectionsPage'),
    ),
    page(
      '/collections/$id',
      lazyRouteComponent(() => import('./collection/board-page.tsx'), 'BoardPage'),
    ),
    page(
      '/consortia/$id/returns',
      lazyRouteComponent(() => import('./collection/returns-page.tsx'), 'ReturnsPage'),
    ),
    page(
      '/consortia/$id/returns/$collectionId',
      lazyRouteComponent(() => import('./collection/return-page.tsx'), 'ReturnPage'),
    ),
    page(
      '/batches/$id',
      lazyRouteComponent(() => import('./batch/batch-page.tsx'), 'BatchPage'),
    ),
    page(
      '/batches/$id/verification',
      lazyRouteComponent(() => import('./verification/verifications-page.tsx'), 'VerificationsPage'),
    ),
    page(
      '/applications/$id/verification',
      lazyRouteComponent(() => import('./verification/verification-page.tsx'), 'VerificationPage'),
    ),
    page(
      '/batches/$id/formal',
      lazyRouteComponent(() => import('./formal-review/formal-list-page.tsx'), 'FormalListPage'),
    ),
    page(
      '/applications/$id/formal',
      lazyRouteComponent(() => import('./formal-review/formal-page.tsx'), 'FormalPage'),
    ),
    page(
      '/batches/$id/selection',
      lazyRouteComponent(() => import('./selection/selection-page.tsx'), 'SelectionPage'),
    ),
    page(
      '/applications/$id/outcome',
      lazyRouteComponent(() => import('./selection/outcome-page.tsx'), 'OutcomePage'),
    ),
    page(
      '/batches/$id/visits',
      lazyRouteComponent(() => import('./visit/visits-page.tsx'), 'VisitsPage'),
    ),
    page(
      '/applications/$id/visit',
      lazyRouteComponent(() => import('./visit/visit-page.tsx'), 'VisitPage'),
    ),
    page(
      '/visits',
      lazyRouteComponent(() => import('./visit/own-visits-page.tsx'), 'OwnVisitsPage'),
    ),
    page(
      '/batches/$id/recommendation',
      lazyRouteComponent(() => import('./recommendation/recommendation-page.tsx'), 'RecommendationPage'),
    ),
    page(
      '/batches/$id/package',
      lazyRouteComponent(() => import('./package/package-page.tsx'), 'PackagePage'),
    ),
    page(
      '/batches/$id/intake',
      lazyRouteComponent(() => import('./intake/intake-page.tsx'), 'IntakePage'),
    ),
    page(
      '/batches/$id/intake/$intakeId',
      lazyRouteComponent(() => import('./intake/disc-page.tsx'), 'DiscPage'),
    ),
    page(
      '/readings',
      lazyRouteComponent(() => import('./reading/readings-page.tsx'), 'ReadingsPage'),
    ),
    page(
      '/applications/$id/reading',
      lazyRouteComponent(() => import('./reading/reading-page.tsx'), 'ReadingPage'),
    ),
    page(
      '/applications/$id/inquiries',
      lazyRouteComponent(() => import('./reading/inquiries-page.tsx'), 'InquiriesPage'),
    ),
    page(
      '/applications/$id/results',
      lazyRouteComponent(() => import('./review/application-results-page.tsx'), 'ApplicationResultsPage'),
    ),
    page(
      '/batches/$id/results',
      lazyRouteComponent(() => import('./review/results-page.tsx'), 'ResultsPage'),
    ),
    page(
      '/batches/$id/questions',
      lazyRouteComponent(() => import('./reading/questions-page.tsx'), 'QuestionsPage'),
    ),
    page(
      '/batches/$id/texts',
      lazyRouteComponent(() => import('./review/texts-page.tsx'), 'TextsPage'),
    ),
    page(
      '/batches/$id/experts',
      lazyRouteComponent(() => import('./expert/batch-experts-page.tsx'), 'BatchExpertsPage'),
    ),
    page(
      '/batches/$id/assignment',
      lazyRouteComponent(() => import('./assignment/assignment-page.tsx'), 'AssignmentPage'),
    ),
    page(
      '/experts',
      lazyRouteComponent(() => import('./expert/directory-page.tsx'), 'DirectoryPage'),
    ),
    page(
      '/monitoring/reports',
      lazyRouteComponent(() => import('./monitoring-report/reports-page.tsx'), 'ReportsPage'),
    ),
    page(
      '/alerts',
      lazyRouteComponent(() => import('./alert/alerts-page.tsx'), 'AlertsPage'),
    ),
    page(
      '/notices',
      lazyRouteComponent(() => import('./notice/notices-page.tsx'), 'NoticesPage'),
    ),
    page(
      '/account',
      lazyRouteComponent(() => import('./person/account-page.tsx'), 'AccountPage'),
    ),
    page(
      '/people',
      lazyRouteComponent(() => import('./person/people-page.tsx'), 'PeoplePage'),
    ),
    page(
      '/audit',
      lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
    ),
  ]),
]);

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true });
