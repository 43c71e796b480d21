import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

const readDocuments = (id: string) =>
  answered(client.GET('/api/consortia/{id}/governing-documents', { params: { path: { id } } }));
export type Documents = Awaited<ReturnType<typeof readDocuments>>;

export function documentsQuery(id: string) {
  return queryOptions({ queryKey: ['documents', 'of', id], queryFn: () => readDocuments(id) });
}

const readDocument = (documentId: string) =>
  answered(client.GET('/api/governing-documents/{documentId}', { params: { path: { documentId } } }));
export type GoverningDocument = Awaited<ReturnType<typeof readDocument>>;
export type DocumentVersion = GoverningDocument['versions'][number];

export function documentQuery(documentId: string) {
  return queryOptions({ queryKey: ['documents', documentId], queryFn: () => readDocument(documentId) });
}

export function versionTextQuery(documentId: string, versionId: string) {
  return queryOptions({
    queryKey: ['documents', documentId, 'text', versionId],
    queryFn: () =>
      answered(
        client.GET('/api/governing-documents/{documentId}/versions/{versionId}', {
          params: { path: { documentId, versionId } },
        }),
      ),
  });
}

export function differenceQuery(documentId: string, from: string, to: string) {
  return queryOptions({
    queryKey: ['documents', documentId, 'difference', from, to],
    queryFn: () =>
      answered(
        client.GET('/api/governing-documents/{documentId}/difference', {
          params: { path: { documentId }, query: { from, to } },
        }),
      ),
  });
}

export function readersQuery(documentId: string, versionId: string) {
  return queryOptions({
    queryKey: ['documents', documentId, 'readers', versionId],
    queryFn: () =>
      answered(
        client.GET('/api/governing-documents/{documentId}/versions/{versionId}/readers', {
          params: { path: { documentId, versionId } },
        }),
      ),
  });
}

/** `consortium`: in its documents alone. */
export function foundQuery(q: string, consortium: string | undefined, offset: number) {
  return queryOptions({
    queryKey: ['documents', 'found', q, consortium, offset],
    queryFn: () =>
      answered(
        client.GET('/api/governing-documents/search', {
          params: { query: { q, offset, ...(consortium === undefined ? {} : { consortium }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
