import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';
import { walks } from './visit-screens.ts';

/** Looks at each screen of a walk, on a phone and on a desk. */
export function checkScreens(walk: keyof typeof walks): void {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  test('no axe violation and nothing off the side, on any screen, at 1440 and 390 pixels', {
    timeout: 900_000,
  }, async () => {
    const found: Record<string, readonly string[]> = {};
    for (const visit of walks[walk])
      await visit({
        app,
        look: async (page, screen) => {
          await page.waitForLoadState('networkidle');
          const faults = await faultsOf(page);
          if (faults.length > 0) found[screen] = faults;
        },
      });
    expect(found).toEqual({});
  });
}
