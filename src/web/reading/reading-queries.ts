import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

export const readingsQuery = queryOptions({
  queryKey: ['readings'],
  queryFn: () => answered(client.GET('/api/readings')),
});

function readReading(id: string) {
  return answered(client.GET('/api/applications/{id}/reading', { params: { path: { id } } }));
}

export type Reading = Awaited<ReturnType<typeof readReading>>;
export type ReadPoint = Reading['points'][number];
export type ReadFigure = Reading['figures'][number];
export type ReadEvidence = Reading['evidence'][number];

export function readingQuery(id: string) {
  return queryOptions({ queryKey: ['reading', id], queryFn: () => readReading(id) });
}

function readInquiries(id: string) {
  return answered(client.GET('/api/applications/{id}/inquiries', { params: { path: { id } } }));
}

export function inquiriesQuery(id: string) {
  return queryOptions({ queryKey: ['inquiries', id], queryFn: () => readInquiries(id) });
}

function readQuestions(batchId: string) {
  return answered(client.GET('/api/batches/{id}/questions', { params: { path: { id: batchId } } }));
}

export type Question = Awaited<ReturnType<typeof readQuestions>>['items'][number];

export function questionsQuery(batchId: string) {
  return queryOptions({ queryKey: ['questions', batchId], queryFn: () => readQuestions(batchId) });
}
