import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';
import { visitScreens } from './visit-screens.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('every screen can be used by everyone', () => {
  test('no axe violation and nothing off the side, on any screen, at 1440 and 390 pixels', {
    timeout: 600_000,
  }, async () => {
    const found: Record<string, readonly string[]> = {};
    await visitScreens(app, async (page, screen) => {
      await page.waitForLoadState('networkidle');
      const faults = await faultsOf(page);
      if (faults.length > 0) found[screen] = faults;
    });
    expect(found).toEqual({});
  });
});
