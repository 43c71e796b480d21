import { resolve } from 'node:path';
import { Fault } from './fault.ts';

/** The installation that the environment names: `DATABASE_URL`, or the data folder. */
export function installationHere(): { databaseUrl: string | undefined; dataDir: string } {
  return { databaseUrl: process.env.DATABASE_URL || undefined, dataDir: resolve(process.env.DATA_DIR ?? './data') };
}

/** Runs a verification, which reads only: not even the folder of the data is made where it is missing. */
export async function readOnly<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new Fault('database', `无法核验：${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
