import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';

/** How PostgreSQL's programs are run: as the present user, or — since PostgreSQL refuses to run as root — as somebody else. */
export type PostgresRunner = {
  spawn: (program: string, args: readonly string[], options?: SpawnOptions) => ChildProcess;
  /** Hands a folder or file that this process made to the user who runs PostgreSQL. */
  giveTo: (path: string) => void;
};

const unmapped = '65534';

/**
 * Chooses how to run PostgreSQL for a data folder. As an ordinary user: as oneself, or, where the machine has no name for that user, which
 * PostgreSQL asks for, in a user namespace that has one. As root: as the owner of an existing cluster, else as
 * the machine's `postgres` or `nobody`; where that user cannot reach the folders (below /root), in a user namespace that
 * shows root another id. Throws with a Chinese message where none of these works.
 */
export function choosePostgresRunner(program: string, clusterDir: string, parentDir: string): PostgresRunner {
  const uid = process.getuid?.();
  if (uid !== 0) return uid === undefined || hasName(uid) || !namespaceWorks(program) ? asOneself : inNamespace();
  const owner = existsSync(clusterDir) ? statSync(clusterDir) : undefined;
  const other = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : ordinaryUser();
  if (owner?.uid !== 0 && other && reaches(other, program, parentDir)) return asUser(other);
  if (namespaceWorks(program)) return inNamespace();
  throw new Error(
    `当前是 root 用户，而 PostgreSQL 不能以 root 运行；改用的普通用户又无法访问 ${parentDir} 或 ${program}。` +
      '请把项目放到普通用户可以访问的目录，或改用普通用户启动，或设置 DATABASE_URL 使用已有的 PostgreSQL。',
  );
}

const asOneself: PostgresRunner = {
  spawn: (file, args, options = {}) => spawn(file, args, options),
  giveTo: () => {},
};

type User = { uid: number; gid: number };

/** `postgres` where the machine has it, else `nobody`. */
function ordinaryUser(): User | undefined {
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users().find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

function hasName(uid: number): boolean {
  return users().some(([, , id]) => id === String(uid)) || !existsSync('/etc/passwd');
}

/** The machine's users: name, password mark, user id, group id. */
function users(): readonly (readonly string[])[] {
  const text = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '';
  return text.split('\n').map((line) => line.split(':'));
}

function reaches(user: User, program: string, folder: string): boolean {
  const options = { ...user, cwd: '/', stdio: 'ignore' as const };
  const runs = spawnSync(program, ['--version'], options).status === 0;
  return runs && spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], options).status === 0;
}

function asUser(user: User): PostgresRunner {
  return {
    spawn: (file, args, options = {}) => spawn(file, args, { ...options, ...user }),
    giveTo: (path) => chownSync(path, user.uid, user.gid),
  };
}

const namespace = ['--user', `--map-user=${unmapped}`, `--map-group=${unmapped}`, '--'];

function namespaceWorks(program: string): boolean {
  return spawnSync('unshare', [...namespace, program, '--version'], { stdio: 'ignore' }).status === 0;
}

function inNamespace(): PostgresRunner {
  return {
    spawn: (file, args, options = {}) => spawn('unshare', [...namespace, file, ...args], options),
    giveTo: () => {},
  };
}
