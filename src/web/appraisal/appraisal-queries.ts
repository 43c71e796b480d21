import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

function readSchemes(id: string) {
  return answered(client.GET('/api/consortia/{id}/appraisal-schemes', { params: { path: { id } } }));
}

function readAppraisals(id: string) {
  return answered(client.GET('/api/consortia/{id}/appraisals', { params: { path: { id } } }));
}

function readAppraisal(id: string, appraisalId: string) {
  return answered(
    client.GET('/api/consortia/{id}/appraisals/{appraisalId}', { params: { path: { id, appraisalId } } }),
  );
}

export type Schemes = Awaited<ReturnType<typeof readSchemes>>;
export type Scheme = Schemes['items'][number];
export type SchemeContent = Scheme['versions'][number]['content'];
export type Indicator = SchemeContent['indicators'][number];
export type Appraisals = Awaited<ReturnType<typeof readAppraisals>>;
export type OpenedAppraisal = Awaited<ReturnType<typeof readAppraisal>>;
export type Appraised = OpenedAppraisal['subjects'][number];
export type Objection = Appraised['objections'][number];

const key = 'appraisals';

export function schemesQuery(id: string) {
  return queryOptions({ queryKey: [key, id, 'schemes'], queryFn: () => readSchemes(id) });
}

export function appraisalsQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readAppraisals(id), staleTime: 0 });
}

export function appraisalQuery(id: string, appraisalId: string) {
  return queryOptions({
    queryKey: [key, id, appraisalId],
    queryFn: () => readAppraisal(id, appraisalId),
    staleTime: 0,
  });
}

/** After a change: whatever tells of appraisals. */
export function forgetAppraisals(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
