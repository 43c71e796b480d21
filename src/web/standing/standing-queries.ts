import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readStanding = (id: string, member: string) =>
  answered(
    client.GET('/api/consortia/{id}/standing', {
      params: { path: { id }, query: member === '' ? {} : { member } },
    }),
  );
export type StandingData = Awaited<ReturnType<typeof readStanding>>;

/** A consortium's standing; with a member, also what hangs on that one. */
export function standingQuery(id: string, member: string) {
  return queryOptions({ queryKey: ['standing', id, member], queryFn: () => readStanding(id, member) });
}

/** The members by name, for choosing the one that leaves. */
export function memberChoicesQuery(id: string) {
  return queryOptions({
    queryKey: ['members', id, 'choices'],
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/members', { params: { path: { id }, query: { limit: 500 } } })),
  });
}
