import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readQuality(id: string, year: number | undefined) {
  return answered(
    client.GET('/api/consortia/{id}/quality', {
      params: { path: { id }, query: year === undefined ? {} : { year } },
    }),
  );
}

export type Quality = Awaited<ReturnType<typeof readQuality>>;
export type Finding = Quality['findings'][number];

/** A consortium's quality in a year; the latest that was looked at where none is named. */
export function qualityQuery(id: string, year?: number) {
  return queryOptions({ queryKey: ['quality', id, year], queryFn: () => readQuality(id, year), staleTime: 0 });
}

function readOffice(year: number | undefined) {
  return answered(client.GET('/api/quality', { params: { query: year === undefined ? {} : { year } } }));
}

export type Office = Awaited<ReturnType<typeof readOffice>>;

export function officeQuery(year: number | undefined) {
  return queryOptions({ queryKey: ['quality-office', year], queryFn: () => readOffice(year), staleTime: 0 });
}

/** Which findings are looked for; empty texts look for nothing in particular. */
export type Looking = {
  rule: string;
  severity: '' | Finding['severity'];
  state: '' | Finding['state'];
  province: string;
};

export const anything: Looking = { rule: '', severity: '', state: '', province: '' };
export const pageSize = 50;

/** As the address of the list and of its file has them. */
export function filterOf(year: number, { rule, severity, state, province }: Looking) {
  return {
    year,
    ...(rule === '' ? {} : { rule }),
    ...(severity === '' ? {} : { severity }),
    ...(state === '' ? {} : { state }),
    ...(province === '' ? {} : { province }),
  };
}

export function findingsQuery(year: number, looking: Looking, page: number) {
  const query = { ...filterOf(year, looking), limit: pageSize, offset: page * pageSize };
  return queryOptions({
    queryKey: ['quality-findings', query],
    queryFn: () => answered(client.GET('/api/quality/findings', { params: { query } })),
    staleTime: 0,
  });
}
