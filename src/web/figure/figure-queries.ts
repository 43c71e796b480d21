import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

export function figuresQuery(id: string) {
  return queryOptions({
    queryKey: ['figures', id],
    queryFn: () => answered(client.GET('/api/consortia/{id}/figures', { params: { path: { id } } })),
  });
}

export function yearsQuery(id: string) {
  return queryOptions({
    queryKey: ['years', id],
    queryFn: () => answered(client.GET('/api/consortia/{id}/years', { params: { path: { id } } })),
  });
}

export const figurePageSize = 50;

export function figureQuery(id: string, figure: string, year: number, page: number, member: string | undefined) {
  const query = { limit: figurePageSize, offset: page * figurePageSize, ...(member === undefined ? {} : { member }) };
  return queryOptions({
    queryKey: ['figure', id, figure, year, page, member],
    queryFn: () =>
      answered(
        client.GET('/api/consortia/{id}/figures/{figure}/{year}', { params: { path: { id, figure, year }, query } }),
      ),
  });
}

export type OpenFigure = Awaited<ReturnType<NonNullable<ReturnType<typeof figureQuery>['queryFn']>>>;

export function codeQuery(code: string) {
  return queryOptions({
    queryKey: ['figure-code', code],
    staleTime: 0,
    queryFn: () => answered(client.GET('/api/figures/codes/{code}', { params: { path: { code } } })),
  });
}

export type OpenCode = Awaited<ReturnType<NonNullable<ReturnType<typeof codeQuery>['queryFn']>>>;
