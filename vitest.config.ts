import { defineConfig } from 'vitest/config';
import { nodeFlags } from '#cli/node-flags.js';

/** A worker a core: by default one is left free, which is half of a small machine. */
const maxWorkers = '100%';

/** Three stories: pure rules and documents, the server on a real PostgreSQL, the whole program in a real browser. */
export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        test: {
          name: 'rules',
          maxWorkers,
          execArgv: nodeFlags,
          include: ['src/{core,packs,documents,web}/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'server',
          maxWorkers,
          // Each file has a database and a server of its own; what it runs is read once a worker, and not once a file.
          isolate: false,
          execArgv: nodeFlags,
          include: ['src/{server,cli}/**/*.test.ts'],
          globalSetup: ['test/start-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          execArgv: nodeFlags,
          include: ['e2e/**/*.test.ts'],
          maxWorkers,
          globalSetup: ['e2e/prepare-run.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser on a shared machine now and then stalls for half a minute; what passes at the second try is named so in the output.
          retry: 1,
          // A page on a busy machine answers when it can; the default gives it one second.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
