import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The data folder is another server's. The message is Chinese and names it. */
class DataFolderInUse extends Error {}

/**
 * Takes a data folder for this process alone. A lock left by a process that is gone (kill -9, power cut) is taken over. Returns how to let
 * go. Throws `DataFolderInUse` where a living server holds it.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'server.lock');
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });
  for (;;) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return async () => {
        if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(await readFile(path, 'utf8').catch(() => ''));
    if (holder && isAlive(holder))
      throw new DataFolderInUse(
        `数据目录 ${dataDir} 正由另一个联合体服务（进程 ${holder.pid}）使用，本次启动已停止，原服务不受影响。请先停止它，或用 DATA_DIR 指定另一个目录。`,
      );
    await rm(path, { force: true });
  }
}

type Holder = { pid: number; startedAt: string };

function readHolder(text: string): Holder | undefined {
  try {
    const { pid, startedAt }: { pid?: unknown; startedAt?: unknown } = JSON.parse(text);
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  return startOf(pid) === startedAt;
}

/** When a process started, so that a later process with the same number is not mistaken for it; empty where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
