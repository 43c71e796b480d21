import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium: the one that comes from npm, else one that is installed. Says what to install where neither starts. */
export async function openBrowser(): Promise<Browser> {
  const faults: string[] = [];
  for (const find of [fromNpm, installed]) {
    try {
      const executablePath = await find();
      if (executablePath) return await chromium.launch({ executablePath, args: flags });
    } catch (fault) {
      faults.push(fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : String(fault));
    }
  }
  throw new Error(
    `No Chromium starts here (${faults.join('; ')}). Install one, for instance “apt-get install chromium”, or name it in CHROME_PATH; ` +
      'the one from npm needs the system libraries libnss3 and libnspr4.',
  );
}

/** Unpacked into the project's own cache: in the machine's folder for temporary files another user's copy may lie. */
async function fromNpm(): Promise<string> {
  const { TMPDIR } = process.env;
  const cache = path.resolve(import.meta.dirname, '../.cache/chromium');
  mkdirSync(cache, { recursive: true });
  process.env.TMPDIR = cache;
  try {
    return await sparticuz.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

async function installed(): Promise<string | undefined> {
  const places = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find((place) => place !== undefined && existsSync(place));
}
