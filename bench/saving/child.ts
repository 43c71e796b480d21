import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a script of this folder and waits for the JSON of its first line. */
export async function startChild(
  script: string,
  argument: string,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; told: unknown }> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  // With the nursery that the command `lianheti` gives its server.
  const child = spawn(process.execPath, ['--max-semi-space-size=4', path, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
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
