import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] };

/** What would hinder a reader of the page at the widths of a phone and of a desk: axe's findings, and anything wider than the window. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(400);
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResult>('axe.run(document)');
    faults.push(...violations.map(({ id, nodes }) => `${width} ${id}: ${nodes[0]?.html.slice(0, 160)}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${wide} pixels wide at ${width}`);
  }
  return faults;
}
