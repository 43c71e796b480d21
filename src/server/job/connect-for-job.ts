import { setPriority } from 'node:os';
import { connectDatabase, type Database } from '#server/db/database.ts';

/** A job's own connections. Where PostgreSQL is embedded, its part of the job too gives way to whoever waits for an answer, as the job's thread does. */
export async function connectForJob({ owner, login }: Database['settings']): Promise<Database> {
  // Another's PostgreSQL may be on another machine: its process numbers would be strangers here.
  const isEmbedded = login !== 'set-role';
  return connectDatabase(owner, login, isEmbedded && process.platform === 'linux' ? yieldTo : undefined);
}

function yieldTo(backend: number): void {
  try {
    setPriority(backend, 10);
  } catch {
    // A PostgreSQL of another user, or a connection that is gone already: the job is only less polite.
  }
}
