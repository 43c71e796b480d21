import type { IncomingMessage, ServerResponse } from 'node:http';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RawServerDefault } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { largestFile } from '#documents/archive/open-archive.ts';
import { acceptanceRoutes } from '#server/acceptance/acceptance-routes.ts';
import { caseRoutes } from '#server/acceptance/case-routes.ts';
import type { Actor } from '#server/access/actor.ts';
import { alertRoutes } from '#server/alert/alert-routes.ts';
import { type AlertWatch, watchAlerts } from '#server/alert/watch-alerts.ts';
import { answerRoutes } from '#server/application/answer-routes.ts';
import { applicationRoutes } from '#server/application/application-routes.ts';
import { documentRoutes } from '#server/application/document-routes.ts';
import { importRoutes } from '#server/application/import-routes.ts';
import { liveRoutes } from '#server/application/live-routes.ts';
import { revisionRoutes } from '#server/application/revision-routes.ts';
import { appraisalRoutes } from '#server/appraisal/appraisal-routes.ts';
import { appraisalSchemeRoutes } from '#server/appraisal/scheme-routes.ts';
import { apprenticePassRoutes } from '#server/apprenticeship/apprentice-pass-routes.ts';
import { apprenticeshipRoutes } from '#server/apprenticeship/apprenticeship-routes.ts';
import { auditRoutes } from '#server/audit/audit-routes.ts';
import { authRoutes } from '#server/auth/auth-routes.ts';
import { meRoutes } from '#server/auth/me-routes.ts';
import { publicRoutes } from '#server/auth/public-routes.ts';
import { requireActor } from '#server/auth/require-actor.ts';
import { tokenRoutes } from '#server/auth/token-routes.ts';
import { batchRoutes } from '#server/batch/batch-routes.ts';
import { catalogueRoutes } from '#server/catalogue/catalogue-routes.ts';
import { certificateRoutes } from '#server/certificate/certificate-routes.ts';
import { changeRoutes } from '#server/change/change-routes.ts';
import { collectionRoutes } from '#server/collection/collection-routes.ts';
import { returnRoutes } from '#server/collection/return-routes.ts';
import { commitmentRoutes } from '#server/commitment/commitment-routes.ts';
import { consortiumRoutes } from '#server/consortium/consortium-routes.ts';
import type { Context } from '#server/context.ts';
import { councilRoutes } from '#server/council/council-routes.ts';
import { meetingEventRoutes } from '#server/council/meeting-event-routes.ts';
import { meetingRoutes } from '#server/council/meeting-routes.ts';
import { passRoutes } from '#server/council/pass-routes.ts';
import { monitoringRoutes } from '#server/dashboard/monitoring-routes.ts';
import { savedViewRoutes } from '#server/dashboard/saved-view-routes.ts';
import { evidenceFileRoutes } from '#server/evidence/evidence-file-routes.ts';
import { evidenceRoutes } from '#server/evidence/evidence-routes.ts';
import { uploadRoutes } from '#server/evidence/upload-routes.ts';
import { exportRoutes } from '#server/exchange/export-routes.ts';
import { outsideRoutes } from '#server/exchange/outside-routes.ts';
import { talentImportRoutes } from '#server/exchange/talent-import-routes.ts';
import { expertRoutes } from '#server/expert/expert-routes.ts';
import { figureCodeRoutes } from '#server/figure/figure-code-routes.ts';
import { figureRoutes } from '#server/figure/figure-routes.ts';
import { findingRoutes } from '#server/finding/finding-routes.ts';
import { formalRoutes } from '#server/formal-review/formal-routes.ts';
import { frontPageRoutes } from '#server/front-page/front-page-routes.ts';
import { fundFileRoutes } from '#server/fund/fund-file-routes.ts';
import { fundRoutes } from '#server/fund/fund-routes.ts';
import { spendingRoutes } from '#server/fund/spending-routes.ts';
import { governingDocumentRoutes } from '#server/governing-document/document-routes.ts';
import { documentVersionRoutes } from '#server/governing-document/version-routes.ts';
import { honourRoutes } from '#server/honour/honour-routes.ts';
import { indicatorRoutes } from '#server/indicator/indicator-routes.ts';
import { intakeRoutes } from '#server/intake/intake-routes.ts';
import { invitationRoutes } from '#server/invitation/invitation-routes.ts';
import { jobHandlers } from '#server/job/job-handlers.ts';
import { jobRoutes } from '#server/job/job-routes.ts';
import { askedMeter } from '#server/job/others-asking.ts';
import { type JobRunner, runJobs } from '#server/job/run-jobs.ts';
import { entryActionRoutes } from '#server/ledger/entry-action-routes.ts';
import { entryRoutes } from '#server/ledger/entry-routes.ts';
import { secretariatRoutes } from '#server/ledger/secretariat-routes.ts';
import { ledgerImportRoutes } from '#server/ledger-import/import-routes.ts';
import { ledgerFileRoutes } from '#server/ledger-import/ledger-file-routes.ts';
import { majorRoutes } from '#server/major/major-routes.ts';
import { marketPassRoutes } from '#server/market/market-pass-routes.ts';
import { marketRoutes } from '#server/market/market-routes.ts';
import { memberFileRoutes } from '#server/member/member-file-routes.ts';
import { memberRoutes } from '#server/member/member-routes.ts';
import { monitoringReportRoutes } from '#server/monitoring-report/report-routes.ts';
import { deliverNotices, type NoticeDelivery } from '#server/notice/deliver-notices.ts';
import { noticeRoutes } from '#server/notice/notice-routes.ts';
import { reminderRoutes } from '#server/notice/reminder-routes.ts';
import { webhookRoutes } from '#server/notice/webhook-routes.ts';
import { packRoutes } from '#server/pack/pack-routes.ts';
import { packageRoutes } from '#server/package/package-routes.ts';
import { personRoutes } from '#server/person/person-routes.ts';
import { fairPassRoutes } from '#server/placement/fair-pass-routes.ts';
import { fairRoutes } from '#server/placement/fair-routes.ts';
import { postRoutes } from '#server/post/post-routes.ts';
import { publicPageRoutes } from '#server/public/public-page-routes.ts';
import { registerRoutes } from '#server/public/register-routes.ts';
import { qualityOfficeRoutes } from '#server/quality/office-routes.ts';
import { qualityRoutes } from '#server/quality/quality-routes.ts';
import { questionRoutes } from '#server/reading/question-routes.ts';
import { readingRoutes } from '#server/reading/reading-routes.ts';
import { recommendationRoutes } from '#server/recommendation/recommendation-routes.ts';
import { textRoutes } from '#server/repeated-text/text-routes.ts';
import { bookingRoutes } from '#server/resource/booking-routes.ts';
import { resourceRoutes } from '#server/resource/resource-routes.ts';
import { useRoutes } from '#server/resource/use-routes.ts';
import { assignmentRoutes } from '#server/review/assignment-routes.ts';
import { batchExpertRoutes } from '#server/review/batch-expert-routes.ts';
import { ownInvitationRoutes } from '#server/review/own-invitation-routes.ts';
import { resultRoutes } from '#server/review/result-routes.ts';
import { selectionRoutes } from '#server/selection/selection-routes.ts';
import { staffRoutes } from '#server/staff/staff-routes.ts';
import { standingRoutes } from '#server/standing/standing-routes.ts';
import { grantRoutes } from '#server/support-policy/grant-routes.ts';
import { policyRoutes } from '#server/support-policy/policy-routes.ts';
import { talentRoutes } from '#server/talent/talent-routes.ts';
import { talentBalanceRoutes } from '#server/talent-balance/balance-routes.ts';
import { talentReportRoutes } from '#server/talent-report/report-routes.ts';
import { taskFileRoutes } from '#server/task/task-file-routes.ts';
import { taskRoutes } from '#server/task/task-routes.ts';
import { callRoutes } from '#server/technology/call-routes.ts';
import { contractRoutes } from '#server/technology/contract-routes.ts';
import { needRoutes } from '#server/technology/need-routes.ts';
import { trainingCatalogueRoutes } from '#server/training/catalogue-routes.ts';
import { trainingClassRoutes } from '#server/training/class-routes.ts';
import { trainingPlanRoutes } from '#server/training/plan-routes.ts';
import { skillSessionRoutes } from '#server/training/session-routes.ts';
import { trainingPassRoutes } from '#server/training/training-pass-routes.ts';
import { searchRoutes } from '#server/unit/search-routes.ts';
import { unitRoutes } from '#server/unit/unit-routes.ts';
import { verificationRoutes } from '#server/verification/verification-routes.ts';
import { violationRoutes } from '#server/violation/violation-routes.ts';
import { visitRoutes } from '#server/visit/visit-routes.ts';
import { visitWorkRoutes } from '#server/visit/visit-work-routes.ts';
import { volumeRoutes } from '#server/volume/volume-routes.ts';
import { motionRoutes } from '#server/vote/motion-routes.ts';
import { passVoteRoutes } from '#server/vote/pass-vote-routes.ts';
import { resolutionRoutes } from '#server/vote/resolution-routes.ts';
import { voteRoutes } from '#server/vote/vote-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { describeApi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { Refusal } from './refusal.ts';
import './request-actor.ts';
import { secureHeaders } from './secure-headers.ts';
import { serveWeb } from './serve-web.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

const nobody: Actor = { personId: '', sessionId: '', name: '', email: '', roles: [], twoFactorEnabled: false };

/** The whole HTTP interface over a context; listening is the caller's. */
export async function createApp(context: Context): Promise<App> {
  const { config, log } = context;
  const app: App = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_000_000,
    trustProxy: config.trustProxy,
    forceCloseConnections: true,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.decorateRequest('actor');
  await secureHeaders(app, config);
  app.addHook('onRequest', async (request) => {
    request.actor = nobody;
    await requireActor(context, request);
  });
  app.addHook('onRequest', async ({ routeOptions }) => {
    if (routeOptions.url !== '/api/jobs/:id') Atomics.add(askedMeter, 0, 1);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    context.metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, seconds);
    log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });

  await limitRates(app, context);
  await app.register(multipart, { limits: { files: 1, fileSize: largestFile, fields: 5, parts: 6 } });
  await describeApi(app);
  for (const routes of [
    healthRoutes,
    publicRoutes,
    publicPageRoutes,
    registerRoutes,
    authRoutes,
    meRoutes,
    tokenRoutes,
    packRoutes,
    consortiumRoutes,
    councilRoutes,
    meetingRoutes,
    meetingEventRoutes,
    passRoutes,
    motionRoutes,
    voteRoutes,
    resolutionRoutes,
    passVoteRoutes,
    memberRoutes,
    memberFileRoutes,
    certificateRoutes,
    applicationRoutes,
    answerRoutes,
    liveRoutes,
    revisionRoutes,
    documentRoutes,
    importRoutes,
    commitmentRoutes,
    batchRoutes,
    verificationRoutes,
    readingRoutes,
    resultRoutes,
    textRoutes,
    questionRoutes,
    recommendationRoutes,
    expertRoutes,
    batchExpertRoutes,
    assignmentRoutes,
    ownInvitationRoutes,
    formalRoutes,
    findingRoutes,
    visitRoutes,
    visitWorkRoutes,
    collectionRoutes,
    returnRoutes,
    packageRoutes,
    selectionRoutes,
    acceptanceRoutes,
    standingRoutes,
    changeRoutes,
    violationRoutes,
    caseRoutes,
    intakeRoutes,
    entryRoutes,
    entryActionRoutes,
    secretariatRoutes,
    figureRoutes,
    figureCodeRoutes,
    monitoringRoutes,
    savedViewRoutes,
    catalogueRoutes,
    indicatorRoutes,
    talentRoutes,
    needRoutes,
    talentBalanceRoutes,
    talentReportRoutes,
    majorRoutes,
    marketRoutes,
    marketPassRoutes,
    callRoutes,
    contractRoutes,
    talentImportRoutes,
    outsideRoutes,
    exportRoutes,
    frontPageRoutes,
    apprenticeshipRoutes,
    apprenticePassRoutes,
    trainingCatalogueRoutes,
    trainingClassRoutes,
    trainingPlanRoutes,
    skillSessionRoutes,
    trainingPassRoutes,
    fairRoutes,
    fairPassRoutes,
    resourceRoutes,
    bookingRoutes,
    useRoutes,
    taskRoutes,
    taskFileRoutes,
    policyRoutes,
    grantRoutes,
    fundRoutes,
    spendingRoutes,
    fundFileRoutes,
    qualityRoutes,
    qualityOfficeRoutes,
    uploadRoutes,
    evidenceRoutes,
    evidenceFileRoutes,
    governingDocumentRoutes,
    documentVersionRoutes,
    appraisalSchemeRoutes,
    appraisalRoutes,
    staffRoutes,
    postRoutes,
    honourRoutes,
    jobRoutes,
    ledgerImportRoutes,
    ledgerFileRoutes,
    volumeRoutes,
    webhookRoutes,
    alertRoutes,
    monitoringReportRoutes,
    reminderRoutes,
    noticeRoutes,
    invitationRoutes,
    unitRoutes,
    personRoutes,
    auditRoutes,
    searchRoutes,
  ])
    await app.register(async (scope: App) => routes(scope, context));
  await serveWeb(app);
  let jobs: JobRunner | undefined;
  let notices: NoticeDelivery | undefined;
  let alerts: AlertWatch | undefined;
  app.addHook('onListen', () => {
    jobs = runJobs(context, jobHandlers(context));
    notices = deliverNotices(context);
    alerts = watchAlerts(context);
  });
  app.addHook('preClose', async () => {
    await Promise.all([jobs?.close(), notices?.close(), alerts?.close()]);
    context.mailer?.close();
  });
  app.addHook('onClose', () => context.documents.close());
  return app;
}

/** A person's own allowance once signed in, an address's before; sign-in has a narrower one of its own. */
async function limitRates(app: App, { config }: Context): Promise<void> {
  const { person, address } = config.requestsPerMinute;
  await app.register(rateLimit, {
    global: person > 0 || address > 0,
    hook: 'preHandler',
    timeWindow: 60_000,
    max: (request) => (request.actor.personId === '' ? address : person) || 1e9,
    keyGenerator: (request) => request.actor.personId || request.ip,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('too-many-requests', { detail: `请在${waitText(ttl)}后重试。` }),
    cache: 20_000,
  });
}

function waitText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds > 90 ? `${Math.ceil(seconds / 60)}分钟` : `${seconds}秒`;
}
