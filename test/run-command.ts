import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestServer } from './test-server.ts';

/** Runs the real `lianheti` beside a running server, on its database. Gives the exit code and what was said. */
export function runCommand(
  server: Pick<TestServer, 'superuser'>,
  ...args: readonly string[]
): Promise<{ code: number; text: string }> {
  const env = { ...process.env, DATABASE_URL: databaseUrl(server) };
  const command = fileURLToPath(new URL('../src/cli/lianheti.js', import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...args], { env }, (_, text) =>
      resolve({ code: child.exitCode ?? -1, text }),
    );
  });
}

/** The address of a running server's database, as the environment names it. */
export function databaseUrl({ superuser }: Pick<TestServer, 'superuser'>): string {
  const { user, password, host, port = 5432, database } = superuser;
  const place = new URLSearchParams({ host: String(host), port: String(port) });
  return `postgres://${user}:${encodeURIComponent(String(password))}@localhost/${database}?${place}`;
}
