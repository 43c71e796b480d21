import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readPackage(id: string, unitId: string) {
  return answered(client.GET('/api/batches/{id}/packages/{unitId}', { params: { path: { id, unitId } } }));
}

/** What a province hands in. */
export type Package = Awaited<ReturnType<typeof readPackage>>;
export type PackageApplication = Package['applications'][number];
export type Paper = Package['letters'][number];

export const packageQuery = (id: string, unitId: string | undefined) =>
  queryOptions({
    queryKey: ['package', id, unitId],
    queryFn: () => readPackage(id, unitId ?? ''),
    enabled: unitId !== undefined,
  });
