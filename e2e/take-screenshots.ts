/** Takes a picture of each screen, in each of its states, at 1440 and 390 pixels: `npx node e2e/take-screenshots.ts FOLDER`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startApp } from './start-app.ts';
import { walks } from './visit-screens.ts';

const [folder = 'test-results/screenshots'] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
for (const walk of Object.values(walks)) {
  const app = await startApp();
  try {
    for (const visit of walk) await visit({ app, look });
  } finally {
    await app.stop();
  }
}

async function look(page: Page, screen: string): Promise<void> {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(folder, `${screen}-${width}.png`) });
  }
}
