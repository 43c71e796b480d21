import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

const readReports = (id: string) =>
  answered(client.GET('/api/consortia/{id}/talent-reports', { params: { path: { id } } }));
const readReport = (id: string, reportId: string) =>
  answered(client.GET('/api/consortia/{id}/talent-reports/{reportId}', { params: { path: { id, reportId } } }));

export type Reports = Awaited<ReturnType<typeof readReports>>;
export type Report = Awaited<ReturnType<typeof readReport>>;
export type ReportPart = Report['parts'][number];
export type Paragraph = Extract<ReportPart, { kind: 'paragraph' }>;
export type Block = Extract<ReportPart, { kind: 'block' }>['block'];

const key = 'talent-reports';

export function reportsQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readReports(id), staleTime: 0 });
}

export function reportQuery(id: string, reportId: string) {
  return queryOptions({ queryKey: [key, id, reportId], queryFn: () => readReport(id, reportId), staleTime: 0 });
}

export function forgetReports(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}

export const reportStates = { draft: '草稿', published: '已发布', withdrawn: '已撤回' } as const;
