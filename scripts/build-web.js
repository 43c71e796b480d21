// Builds the web application where its sources have changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { root, run, runTool } from './install.js';

const sources = ['src/web', 'src/core', 'src/server/http', 'package-lock.json', 'vite.config.ts'];
const mark = path.join(root, 'dist', 'web', '.sources');

/** Resolves to 0, or to the exit code of the step that failed. */
export async function buildWeb() {
  const digest = digestOf(sources);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return 0;
  console.log('正在生成网页（源码有变化时才需要）……');
  const code = (await generateClient()) || (await runTool('vite', 'build', '--logLevel', 'error'));
  if (code !== 0) return code;
  compress(path.dirname(mark));
  writeFileSync(mark, digest);
  return 0;
}

/** Writes the types of the server's OpenAPI description, which the web application is checked against. */
export function generateClient() {
  return run(['src/server/http/write-openapi.ts']);
}

/** Writes each text file a second and third time, compressed: the server sends what the browser takes, at no cost a request. */
function compress(folder) {
  for (const file of filesBelow(folder).filter((name) => /\.(js|mjs|css|html)$/.test(name))) {
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content));
  }
}

function digestOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((entry) => filesBelow(path.join(root, entry))).sort()) {
    if (!file.includes('.generated.')) hash.update(path.relative(root, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(entry) {
  if (!existsSync(entry)) return [];
  const below = readdirSync(path.dirname(entry), { withFileTypes: true }).find(
    (item) => item.name === path.basename(entry),
  );
  if (!below?.isDirectory()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.join(item.parentPath ?? item.path, item.name));
}
