/** Writes the client's types from the description of a server started on an empty folder of its own. Run before the web application is checked or built. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '#server/main.ts';
import { clientTypes } from './client-types.ts';

const target = new URL('../../web/api/schema.generated.ts', import.meta.url);

const folder = await mkdtemp(path.join(tmpdir(), 'lianheti-describe-'));
const server = await startServer({ DATA_DIR: folder, PORT: '0', EXAMPLE: 'off', LOG_LEVEL: 'silent' });
try {
  const response = await fetch(new URL('/api/openapi.json', server.address));
  const types = clientTypes(JSON.parse(await response.text()));
  const before = await readFile(target, 'utf8').catch(() => '');
  if (types !== before) await writeFile(target, types);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
