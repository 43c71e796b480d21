import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, nodeFlags } from '#cli/node-flags.js';

/** Starts a script of this folder and waits for the JSON of its first line. */
export async function startChild(
  script: string,
  argument: string,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; told: unknown }> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  // As the command `lianheti` starts its server.
  const child = spawn(process.execPath, [...nodeFlags, path, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...nodeEnvironment, ...env },
  });
  let text = '';
  const told = await new Promise<unknown>((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${script} ended with ${code}`)),
    );
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(JSON.parse(text));
    });
  });
  return { child, told };
}

export async function stopChild(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
