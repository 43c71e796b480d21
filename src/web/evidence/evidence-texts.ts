import type { Evidence } from './evidence-queries.ts';

/** `1.5 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 2 ** 20) return `${Math.round(bytes / 1024)} KB`;
  if (bytes < 2 ** 30) return `${(bytes / 2 ** 20).toFixed(1)} MB`;
  return `${(bytes / 2 ** 30).toFixed(1)} GB`;
}

const kinds: Readonly<Record<string, string>> = {
  'image/png': '图片',
  'image/jpeg': '图片',
  'image/webp': '图片',
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'text/csv': 'CSV',
  'text/plain': '文本',
};

export const kindText = ({ mediaType }: Pick<Evidence, 'mediaType'>) => kinds[mediaType] ?? '文件';

/** The time that it proves. */
export function periodText({ periodFrom, periodTo }: Pick<Evidence, 'periodFrom' | 'periodTo'>): string {
  if (periodFrom === null && periodTo === null) return '';
  if (periodFrom === periodTo) return `${periodFrom}`;
  return `${periodFrom ?? ''}至${periodTo ?? ''}`;
}

export const fileAddress = ({ id }: Pick<Evidence, 'id'>) => `/api/evidence/${id}/file`;

export const isImage = ({ mediaType }: Pick<Evidence, 'mediaType'>) => mediaType.startsWith('image/');

export const isPdf = ({ mediaType }: Pick<Evidence, 'mediaType'>) => mediaType === 'application/pdf';
