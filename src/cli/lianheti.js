#!/usr/bin/env node
// The command `lianheti`, in plain JavaScript for whichever Node the machine has: hands everything on to the project's own Node.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, nodeFlags } from './node-flags.js';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const program = process.platform === 'win32' ? 'node.exe' : 'node';
const node = fileURLToPath(new URL(`../../node_modules/node/bin/${program}`, import.meta.url));

if (!existsSync(node)) {
  console.error('尚未安装依赖。请先在项目目录中运行 npm install，再重试。');
  process.exitCode = 2;
} else if (realpathSync(process.execPath) === realpathSync(node)) {
  await import('./main.ts');
} else {
  handOver();
}

function handOver() {
  const child = spawn(node, [...nodeFlags, main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...nodeEnvironment },
  });
  // A terminal sends Ctrl-C to both of us; sent again, it would cut short the child's own orderly end.
  const handOn = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
  child.on('error', (error) => {
    console.error(`无法启动程序自带的Node：${error.message}`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  });
}
