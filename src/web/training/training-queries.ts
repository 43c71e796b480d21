import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

/** Classes on one page of the list. */
export const pageSize = 50;

const readTraining = (id: string) => answered(client.GET('/api/consortia/{id}/training', { params: { path: { id } } }));

const readClasses = (id: string, page: number) =>
  answered(
    client.GET('/api/consortia/{id}/training/classes', {
      params: { path: { id }, query: { limit: pageSize, offset: page * pageSize } },
    }),
  );

const readClass = (id: string, classId: string) =>
  answered(client.GET('/api/consortia/{id}/training/classes/{classId}', { params: { path: { id, classId } } }));

const readCode = (id: string, classId: string) =>
  answered(
    client.GET('/api/consortia/{id}/training/classes/{classId}/sign-in-code', { params: { path: { id, classId } } }),
  );

const readPlans = (id: string) =>
  answered(client.GET('/api/consortia/{id}/training/plans', { params: { path: { id } } }));

const readPlan = (id: string, planId: string) =>
  answered(client.GET('/api/consortia/{id}/training/plans/{planId}', { params: { path: { id, planId } } }));

const readSessions = (id: string) =>
  answered(client.GET('/api/consortia/{id}/training/sessions', { params: { path: { id } } }));

const readSession = (id: string, sessionId: string) =>
  answered(client.GET('/api/consortia/{id}/training/sessions/{sessionId}', { params: { path: { id, sessionId } } }));

const readPass = (token: string) =>
  answered(client.GET('/api/public/training/{token}', { params: { path: { token } } }));

const readEnrolment = (token: string) =>
  answered(client.GET('/api/public/training-enrolments/{token}', { params: { path: { token } } }));

const readCertificate = (serial: string) =>
  answered(client.GET('/api/public/training-certificates/{serial}', { params: { path: { serial } } }));

export type Training = Awaited<ReturnType<typeof readTraining>>;
export type TrainingClass = Awaited<ReturnType<typeof readClass>>;
export type ClassHead = Awaited<ReturnType<typeof readClasses>>['items'][number];
export type Trainee = TrainingClass['trainees'][number];
export type TrainingPlan = Awaited<ReturnType<typeof readPlan>>;
export type PlanClass = TrainingPlan['classes'][number];
export type SkillSession = Awaited<ReturnType<typeof readSession>>;
export type TrainingPass = Awaited<ReturnType<typeof readPass>>;
export type Certificate = Awaited<ReturnType<typeof readCertificate>>;

const key = 'training';

export function trainingQuery(id: string) {
  return queryOptions({ queryKey: [key, id, 'catalogue'], queryFn: () => readTraining(id), staleTime: 0 });
}

export function classesQuery(id: string, page: number) {
  return queryOptions({ queryKey: [key, id, 'classes', page], queryFn: () => readClasses(id, page), staleTime: 0 });
}

export function classQuery(id: string, classId: string) {
  return queryOptions({ queryKey: [key, id, 'class', classId], queryFn: () => readClass(id, classId), staleTime: 0 });
}

export function plansQuery(id: string) {
  return queryOptions({ queryKey: [key, id, 'plans'], queryFn: () => readPlans(id), staleTime: 0 });
}

export function planQuery(id: string, planId: string) {
  return queryOptions({ queryKey: [key, id, 'plan', planId], queryFn: () => readPlan(id, planId), staleTime: 0 });
}

export function sessionsQuery(id: string) {
  return queryOptions({ queryKey: [key, id, 'sessions'], queryFn: () => readSessions(id), staleTime: 0 });
}

export function sessionQuery(id: string, sessionId: string) {
  return queryOptions({
    queryKey: [key, id, 'session', sessionId],
    queryFn: () => readSession(id, sessionId),
    staleTime: 0,
  });
}

/** Asked anew every few seconds: the code on the screen is never one that is over. */
export function codeQuery(id: string, classId: string) {
  return queryOptions({
    queryKey: [key, id, 'code', classId],
    queryFn: () => readCode(id, classId),
    staleTime: 0,
    refetchInterval: 3000,
  });
}

export function trainingPassQuery(token: string) {
  return queryOptions({ queryKey: [key, 'pass', token], queryFn: () => readPass(token), staleTime: 0 });
}

export function enrolmentQuery(token: string) {
  return queryOptions({ queryKey: [key, 'enrolment', token], queryFn: () => readEnrolment(token), staleTime: 0 });
}

export function certificateQuery(serial: string) {
  return queryOptions({ queryKey: [key, 'certificate', serial], queryFn: () => readCertificate(serial), staleTime: 0 });
}

/** After a change: whatever tells of training. */
export function forgetTraining(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
