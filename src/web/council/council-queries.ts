import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readCouncil = (id: string) => answered(client.GET('/api/consortia/{id}/council', { params: { path: { id } } }));
export type Council = Awaited<ReturnType<typeof readCouncil>>;
export type Seat = Council['seats'][number];

export function councilQuery(id: string) {
  return queryOptions({ queryKey: ['council', id], queryFn: () => readCouncil(id) });
}

const readMeetings = (id: string) =>
  answered(client.GET('/api/consortia/{id}/meetings', { params: { path: { id }, query: { limit: 500 } } }));

export function meetingsQuery(id: string) {
  return queryOptions({ queryKey: ['meetings', id], queryFn: () => readMeetings(id) });
}

const readMeeting = (id: string, meetingId: string) =>
  answered(client.GET('/api/consortia/{id}/meetings/{meetingId}', { params: { path: { id, meetingId } } }));
export type Meeting = Awaited<ReturnType<typeof readMeeting>>;
export type Live = Meeting['live'];

export function meetingQuery(id: string, meetingId: string) {
  return queryOptions({ queryKey: ['meetings', id, meetingId], queryFn: () => readMeeting(id, meetingId) });
}

const readPass = (token: string) => answered(client.GET('/api/public/meet/{token}', { params: { path: { token } } }));
export type PassMeeting = Awaited<ReturnType<typeof readPass>>;

export function passQuery(token: string) {
  return queryOptions({ queryKey: ['meet', token], queryFn: () => readPass(token) });
}
