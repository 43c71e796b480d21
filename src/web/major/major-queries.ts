import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const readMajors = (id: string) => answered(client.GET('/api/consortia/{id}/majors', { params: { path: { id } } }));
const readCase = (id: string, caseId: string) =>
  answered(client.GET('/api/consortia/{id}/major-cases/{caseId}', { params: { path: { id, caseId } } }));

export type Majors = Awaited<ReturnType<typeof readMajors>>;
export type JudgedMajor = Majors['majors'][number];
export type Programme = Majors['programmes'][number];
export type MajorCase = Awaited<ReturnType<typeof readCase>>;
export type Stand = JudgedMajor['stand'];

// Below `talent`, so that what is said on the talent page makes it anew.
const key = (id: string) => ['talent', id, 'majors'];

export function majorsQuery(id: string) {
  return queryOptions({ queryKey: key(id), queryFn: () => readMajors(id), staleTime: 0 });
}

export function caseQuery(id: string, caseId: string) {
  return queryOptions({ queryKey: [...key(id), caseId], queryFn: () => readCase(id, caseId), staleTime: 0 });
}

export function forgetMajors(id: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: key(id) });
}

export const grades = { warned: '预警', watched: '关注', none: '正常' } as const;
export const caseStates = {
  open: '论证中',
  adjusted: '已调整，待评价成效',
  kept: '决定不调整',
  closed: '已办结',
} as const;

/** A share of people with its percent: `66%（2026年，66/100人）`. */
export function shareText(share: Stand['admission']): string {
  if (share === null) return '未填报';
  return `${Math.floor((100 * share.part) / share.whole)}%（${share.year}年，${share.part}/${share.whole}人）`;
}
