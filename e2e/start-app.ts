import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readConfig } from '#server/config.ts';
import { createContext } from '#server/context.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { type NationOrder, playNation } from '#server/example/nation/play-nation.ts';
import { startServer } from '#server/main.ts';
import { openBrowser } from './browser.ts';

export const examplePassword = 'Shili-2023!';

export type RunningApp = {
  address: string;
  /** Where its database lies. */
  folder: string;
  browser: Browser;
  /** A browser of its own, signed in; its page shows what the account sees first. */
  signIn: (
    account: string,
    options?: { width?: number; height?: number },
  ) => Promise<{ page: Page; context: BrowserContext }>;
  /** The same, with one consortium's form open. */
  openForm: (
    account: string,
    consortium: string,
    options?: { width?: number; height?: number },
  ) => Promise<{ page: Page; context: BrowserContext }>;
  stop: () => Promise<void>;
};

/**
 * The whole program with the made-up example province, its ledgers empty unless asked for (`small`, `full`), or with the nation instead; on a data
 * folder and port of its own, and a real browser.
 */
export async function startApp({
  ledgers = 'none',
  nation,
}: {
  ledgers?: string;
  nation?: Partial<NationOrder>;
} = {}): Promise<RunningApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianheti-e2e-'));
  if (nation) await loadNation(folder, nation);
  // Where a run of tests has prepared the example, it is copied, with owners as they are: PostgreSQL takes no folder of another.
  const example = process.env.E2E_EXAMPLE_FOLDER;
  if (example && !nation && ledgers === 'none') execFileSync('cp', ['-a', `${example}/.`, folder]);
  const server = await startServer({
    DATA_DIR: folder,
    PORT: '0',
    EXAMPLE: 'on',
    EXAMPLE_LEDGERS: ledgers,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PERSON: '0',
    RATE_LIMIT_ADDRESS: '0',
  });
  const browser = await openBrowser();
  const signIn: RunningApp['signIn'] = async (account, { width = 1440, height = 900 } = {}) => {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${server.address}/sign-in`);
    await page.getByLabel('邮箱').fill(`${account}@shili.example`);
    await page.getByLabel('密码').fill(examplePassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '我的联合体' }).waitFor();
    return { page, context };
  };
  return {
    address: server.address,
    folder,
    browser,
    signIn,
    openForm: async (account, consortium, options) => {
      const opened = await signIn(account, options);
      await opened.page.getByRole('link', { name: consortium }).click();
      await opened.page.locator('.form-part').first().waitFor();
      return opened;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function loadNation(folder: string, order: Partial<NationOrder>): Promise<void> {
  const config = await readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const { db, close } = await openDatabase(config);
  try {
    await playNation(await createContext(config, db), order);
  } finally {
    await close();
  }
}
