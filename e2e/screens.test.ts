import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { visitScreens } from './visit-screens.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] };

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResult>('axe.run(document)');
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

describe('every screen can be used by everyone', () => {
  test('no axe violation and nothing off the side, on any screen, at 1440 and 390 pixels', {
    timeout: 600_000,
  }, async () => {
    const found: Record<string, readonly string[]> = {};
    await visitScreens(app, async (page, screen) => {
      await page.waitForLoadState('networkidle');
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const faults = await violations(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) faults.push(`${wide} pixels wide`);
        if (faults.length > 0) found[`${screen} ${width}`] = faults;
      }
    });
    expect(found).toEqual({});
  });
});
