import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type DataFolder = { dataDir: string; isKept: boolean };

export async function ownFolder(): Promise<DataFolder> {
  return { dataDir: await mkdtemp(join(tmpdir(), 'lianheti-bench-')), isKept: false };
}

/** A folder of its own; with `BENCH_DATA` one below it that a later run finds filled, since ten million entries take half an hour to fill. */
export async function keptFolder(name: string): Promise<DataFolder> {
  const kept = process.env.BENCH_DATA;
  if (kept === undefined) return ownFolder();
  const dataDir = join(kept, name);
  await mkdir(dataDir, { recursive: true });
  return { dataDir, isKept: true };
}
