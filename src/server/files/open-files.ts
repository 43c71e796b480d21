import { join } from 'node:path';
import type { Config } from '#server/config.ts';
import type { FileStore } from './file-store.ts';
import { localFiles } from './local-files.ts';

/** The store of the configuration: a bucket where one is named, the data folder otherwise. */
export async function openFiles({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): Promise<FileStore> {
  const folder = join(dataDir, 'files');
  if (!s3) return localFiles(folder);
  // Some 10 MB that an office without a bucket does without.
  const { s3Files } = await import('./s3-files.ts');
  return s3Files(s3, folder);
}
