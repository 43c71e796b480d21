import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

function readStaff(id: string) {
  return answered(client.GET('/api/consortia/{id}/staff', { params: { path: { id } } }));
}

export type StaffData = Awaited<ReturnType<typeof readStaff>>;
export type StaffMember = StaffData['items'][number];

const key = 'staff';

export function staffQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readStaff(id) });
}

export function forgetStaff(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
