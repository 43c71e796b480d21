import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '#server/main.ts';
import { openBrowser } from './browser.ts';

let folder: string | undefined;

/** The browser, and a data folder with the example, its ledgers empty, that each test file copies (`startApp`): filling one takes longer than most tests. */
export async function setup(): Promise<void> {
  // Unpacks the browser where it is missing: test files that did so at once would find each other's half.
  await (await openBrowser()).close();
  folder = await mkdtemp(path.join(tmpdir(), 'lianheti-e2e-example-'));
  const server = await startServer({
    DATA_DIR: folder,
    PORT: '0',
    EXAMPLE: 'on',
    EXAMPLE_LEDGERS: 'none',
    LOG_LEVEL: 'silent',
  });
  await server.stop();
  process.env.E2E_EXAMPLE_FOLDER = folder;
}

export async function teardown(): Promise<void> {
  if (folder) await rm(folder, { recursive: true, force: true });
}
