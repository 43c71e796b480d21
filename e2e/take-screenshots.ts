/** Takes a picture of each screen, in each of its states, at 1440 and 390 pixels: `npx node e2e/take-screenshots.ts FOLDER`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startApp } from './start-app.ts';
import { visitScreens } from './visit-screens.ts';

const [folder = 'test-results/screenshots'] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const app = await startApp();
try {
  await visitScreens(app, async (page, screen) => {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(folder, `${screen}-${width}.png`) });
    }
  });
} finally {
  await app.stop();
}
