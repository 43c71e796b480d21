import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readMotions = (id: string, meetingId: string) =>
  answered(client.GET('/api/consortia/{id}/meetings/{meetingId}/motions', { params: { path: { id, meetingId } } }));
export type Motions = Awaited<ReturnType<typeof readMotions>>;
export type Motion = Motions['motions'][number];
export type Vote = Motion['votes'][number];

/** Under the meeting's own key: whatever asks for the meeting anew asks for these, too. */
export function motionsQuery(id: string, meetingId: string) {
  return queryOptions({
    queryKey: ['meetings', id, meetingId, 'motions'],
    queryFn: () => readMotions(id, meetingId),
  });
}

const readMinutes = (id: string, meetingId: string) =>
  answered(client.GET('/api/consortia/{id}/meetings/{meetingId}/minutes', { params: { path: { id, meetingId } } }));
export type Minutes = NonNullable<Awaited<ReturnType<typeof readMinutes>>['minutes']>;

export function minutesQuery(id: string, meetingId: string) {
  return queryOptions({
    queryKey: ['meetings', id, meetingId, 'minutes'],
    queryFn: () => readMinutes(id, meetingId),
  });
}

const readPassMotions = (token: string) =>
  answered(client.GET('/api/public/meet/{token}/motions', { params: { path: { token } } }));
export type PassMotions = Awaited<ReturnType<typeof readPassMotions>>;
export type PassBallot = PassMotions['ballots'][number];

export function passMotionsQuery(token: string) {
  return queryOptions({ queryKey: ['meet', token, 'motions'], queryFn: () => readPassMotions(token) });
}

export function passMinutesQuery(token: string) {
  return queryOptions({
    queryKey: ['meet', token, 'minutes'],
    queryFn: () => answered(client.GET('/api/public/meet/{token}/minutes', { params: { path: { token } } })),
  });
}

export function ballotsQuery(token: string, voteId: string) {
  return queryOptions({
    queryKey: ['meet', token, 'ballots', voteId],
    queryFn: () =>
      answered(client.GET('/api/public/meet/{token}/votes/{voteId}/ballots', { params: { path: { token, voteId } } })),
  });
}

const readResolutions = (id: string) =>
  answered(client.GET('/api/consortia/{id}/resolutions', { params: { path: { id }, query: { limit: 500 } } }));

export function resolutionsQuery(id: string) {
  return queryOptions({ queryKey: ['meetings', id, 'resolutions'], queryFn: () => readResolutions(id) });
}
