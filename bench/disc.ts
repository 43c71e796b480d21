import { spawn, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchRow, median, timed } from './bench-row.ts';

const command = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const wholeBytes = 2 * 2 ** 30;
const rounds = 5;

/** A disc of 2 GB: made and verified by the command, against `cp -r` of the same files; both end when the bytes are on the disk. */
export async function benchDisc(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lianheti-bench-disc-'));
  try {
    const [source, copy, image] = [join(folder, 'source'), join(folder, 'copy'), join(folder, 'disc.iso')];
    const files = writeFiles(source);
    const times = { make: [] as number[], copy: [] as number[], cached: [] as number[], verify: [] as number[] };
    let megabytes = 0;
    for (let round = 0; round < rounds; round++) {
      rmSync(copy, { recursive: true, force: true });
      rmSync(image, { force: true });
      spawnSync('sync');
      times.copy.push(
        await timed(async () => {
          times.cached.push(await timed(() => spawnSync('cp', ['-r', source, copy])));
          await persist(copy);
        }),
      );
      rmSync(copy, { recursive: true, force: true });
      spawnSync('sync');
      times.make.push(
        await timed(async () => {
          megabytes = Math.max(megabytes, await run('make', source, '--out', image));
        }),
      );
      times.verify.push(
        await timed(async () => {
          megabytes = Math.max(megabytes, await run('verify', image));
        }),
      );
    }
    const [make, peer, verify] = [median(times.make), median(times.copy), median(times.verify)];
    return [
      {
        what: `disc image of 2 GB (${files} files), with SHA-256 and SM3 of each, signed`,
        ours: `${(make / 1000).toFixed(1)} s`,
        peer: `cp -r and fsync: ${(peer / 1000).toFixed(1)} s (cp alone: ${(median(times.cached) / 1000).toFixed(1)} s)`,
        ratio: `${(peer / make).toFixed(2)} ×`,
        atLeast: '0.5 × the speed of copying',
        met: make <= 2 * peer,
      },
      {
        what: `memory of making and verifying it, at its peak (verifying: ${(verify / 1000).toFixed(1)} s)`,
        ours: `${Math.round(megabytes)} MB`,
        peer: '—',
        ratio: '—',
        atLeast: 'under 200 MB',
        met: megabytes < 200,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a province hands in: many files of all sizes, from a few kilobytes to 20 MB, that do not compress. */
function writeFiles(folder: string): number {
  const bytes = Buffer.alloc(20 * 2 ** 20);
  randomFillSync(bytes);
  let left = wholeBytes;
  let count = 0;
  while (left > 0) {
    const size = Math.min(left, Math.round(2 ** (12 + ((count * 7919) % 1000) * 0.0123)));
    const unit = join(folder, `联合体${(count % 3) + 1}`, `支撑材料${Math.floor(count / 100)}`);
    mkdirSync(unit, { recursive: true });
    bytes.writeUInt32LE(count, 0);
    writeFileSync(join(unit, `证明材料${count}.pdf`), bytes.subarray(0, size));
    left -= size;
    count++;
  }
  return count;
}

async function persist(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const handle = await open(join(entry.parentPath, entry.name), 'r+');
    await handle.sync();
    await handle.close();
  }
}

/** Runs the command; resolves to its memory at its peak, in megabytes, as Linux keeps it. */
function run(...args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, command, 'disc', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let megabytes = 0;
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        megabytes = Math.max(megabytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        // It has just ended.
      }
    }, 20);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(megabytes);
      else reject(new Error(`lianheti disc ${args[0]} ended with ${code}`));
    });
  });
}
