import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#server/config.ts';

/** What was uploaded for a job, and what it made, within its folder. */
export const sourceFile = 'source';
export const resultFile = 'result';

/** One of several results, counted from 1. */
export function resultPart(number: number): string {
  return `${resultFile}-${number}`;
}

const keptForDays = 30;

export function jobFolder({ dataDir }: Pick<Config, 'dataDir'>, id: string): string {
  return join(dataDir, 'jobs', id);
}

export async function makeJobFolder(config: Pick<Config, 'dataDir'>, id: string): Promise<string> {
  const folder = jobFolder(config, id);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Removes files of jobs that nobody has touched for 30 days. */
export async function sweepJobFolders({ dataDir }: Pick<Config, 'dataDir'>): Promise<void> {
  const root = join(dataDir, 'jobs');
  const before = Date.now() - keptForDays * 86_400_000;
  for (const name of await readdir(root).catch(() => [])) {
    const found = await stat(join(root, name)).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(join(root, name), { recursive: true, force: true });
  }
}
