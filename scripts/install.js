// Installs what the lock file names, once: again only when it has changed. Plain JavaScript for whichever Node the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

const bin = path.join(root, 'node_modules', '.bin');
const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const mark = path.join(root, 'node_modules', '.installed');

/**
 * Installs the versions of the lock file where they are missing or are others. Not `npm ci`: a registry that carries only some platforms leaves the others' optional
 * packages out of a lock file, and `npm ci` refuses that. Ends the process where it fails.
 */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && existsSync(node) && readFileSync(mark, 'utf8') === lock) return;
  console.log('正在安装依赖（首次需要一两分钟）……');
  const npm = spawnSync(
    'npm',
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (npm.status !== 0) {
    console.error('依赖没有装好。请检查网络和磁盘空间后重试；已有的数据没有改动。');
    process.exit(npm.status ?? 1);
  }
  writeFileSync(mark, lock);
}

/** Runs a program on the pinned Node with the terminal shared; resolves to its exit code. Signals sent to us are handed on to it. */
export function run(args, env = {}) {
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: bin + path.delimiter + process.env.PATH, ...env },
  });
  const handOn = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 0 : 1))));
}

/** The same for a program of an installed package. */
export function runTool(name, ...args) {
  return run([path.join(bin, name), ...args]);
}
