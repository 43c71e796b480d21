import type { Page } from 'playwright-core';
import type { Visit } from './visit-screens.ts';

/** Opens the year's self-evaluation for one consortium, with the session of an officer's page; gives both ids. */
function askForReturn(page: Page): Promise<{ collection: string; consortium: string }> {
  return page.evaluate(async () => {
    const headers = { 'x-lianheti': '1', 'content-type': 'application/json' };
    const read = async (path: string) => (await fetch(path)).json();
    const [{ id: consortium }] = (await read('/api/consortia')).items;
    const [{ unit }] = (await read('/api/me')).roles;
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const order = {
      unitId: unit.id,
      packId: 'moe-2023-15',
      kind: 'self-evaluation',
      year: 2023,
      title: '2023年自评报告',
    };
    const body = JSON.stringify({ ...order, dueAt, consortia: [consortium] });
    const made = await (await fetch('/api/collections', { method: 'POST', headers, body })).json();
    return { collection: made.id, consortium };
  });
}

/** Walks through what follows the list: collections and returns, commitments, alerts, acceptance, changes, cases, the register and reports. */
export async function visitMonitored({ app, look }: Visit): Promise<void> {
  const ministry = await app.signIn('ministry');
  const { collection, consortium } = await askForReturn(ministry.page);
  await visit(ministry.page, {
    collections: ['/collections', '信息采集'],
    collection: [`/collections/${collection}`, '2023年自评报告'],
    'commitment-requests': ['/commitment-requests', '承诺调整申请'],
    alerts: ['/alerts', '监测预警'],
    acceptances: ['/acceptances', '验收'],
    changes: ['/changes', '联合体的变更'],
    violations: ['/violations', '资格案件'],
    reports: ['/monitoring/reports', '年度监测报告'],
  });
  await ministry.context.close();
  const secretariat = await app.signIn('secretariat1');
  const own = `/consortia/${consortium}`;
  await visit(secretariat.page, {
    returns: [`${own}/returns`, ''],
    return: [`${own}/returns/${collection}`, '文字部分'],
    commitments: [`${own}/commitments`, ''],
    acceptance: [`${own}/acceptance`, ''],
    standing: [`${own}/standing`, ''],
  });
  await secretariat.context.close();

  /** Each screen by its path and a heading that it shows once it is there; any consortium's page shows the name of it first. */
  async function visit(page: Page, screens: Readonly<Record<string, readonly [path: string, heading: string]>>) {
    for (const [screen, [path, heading]] of Object.entries(screens)) {
      await page.goto(`${app.address}${path}`);
      await page.getByRole('heading', heading === '' ? { level: 1 } : { name: heading, exact: true }).waitFor();
      await page.waitForLoadState('networkidle');
      await look(page, screen);
    }
  }
}
