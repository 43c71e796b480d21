import axe from 'axe-core';
import type { Page } from 'playwright-core';

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] };

/** What would hinder a reader of the page at the widths of a phone and of a desk: axe's findings, and anything wider than the window. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await comeToRest(page);
    if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
    // Of what passes nothing is told: to describe every part of a page that is in order takes as long as to look at it.
    const { violations } = await page.evaluate<AxeResult>("axe.run(document, { resultTypes: ['violations'] })");
    faults.push(...violations.map(({ id, nodes }) => `${width} ${id}: ${nodes[0]?.html.slice(0, 160)}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${wide} pixels wide at ${width}`);
  }
  return faults;
}

/** What slides in is judged where it comes to rest; what turns for ever is not waited for. */
async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}
