import type { Page } from 'playwright-core';
import type { Visit } from './visit-screens.ts';

const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

/** Says what the balance is made of, in the account's own consortium: demand, a cohort of two occupations, and how it fared; answers the consortium. */
export async function sayDemand(page: Page, address: string): Promise<string> {
  const api = `${address}/api/consortia`;
  const [{ id }] = (await (await page.request.get(api)).json()).items;
  const headers = { 'x-lianheti': '1' };
  const talent = await (await page.request.get(`${api}/${id}/talent`)).json();
  const [{ id: firm }, { id: school }] = [talent.enterprises[0], talent.schools[0]];
  const send = async (method: 'put' | 'post', path: string, data: object) => {
    const answer = await page.request[method](`${api}/${id}${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer;
  };
  for (const [position, occupation, from] of [
    ['数控车工（虚构）', '6-18-01-01', 20],
    ['焊工（虚构）', '6-18-02-04', 9],
  ] as const)
    await send('put', '/demands', {
      ...{ memberId: firm, position, occupation, level: '高职' },
      years: [-5, -4, -3, -2, -1, 0, 1].map((more) => ({ year: year + more, headcount: from + 4 * (more + 5) })),
    });
  for (const occupation of ['6-18-01-01', '6-18-02-04'])
    await send('post', '/major-occupations', { major: '460103', occupation });
  await send('put', `/members/${firm}/industry`, { industry: 'C34' });
  const cohort = { memberId: school, major: '460103', enrolledIn: year - 3, graduatesIn: year, size: 90 };
  const made = await (await send('post', '/programmes', cohort)).json();
  const fared = { planned: 120, admitted: 66, graduates: 90, employed: 60, version: 0 };
  await send('put', `/programmes/${made.id}/outcome`, fared);
  return id;
}

/** Drafts the year's report for the first member and opens it. */
export async function draftReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: '需求报告' }).click();
  const form = page.getByRole('form', { name: '起草报告' });
  await form.getByLabel('发布单位').selectOption({ index: 1 });
  await form.getByRole('button', { name: '起草报告' }).click();
  await page.getByRole('article', { name: '报告正文' }).waitFor();
}

/** Opens the file of the first major that is warned of. */
export async function openFile(page: Page): Promise<void> {
  await page.getByRole('link', { name: '专业预警' }).click();
  await page
    .getByRole('button', { name: /^建立档案/ })
    .first()
    .click();
  await page.getByRole('form', { name: '建立档案' }).getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('heading', { name: '论证' }).waitFor();
}

/** Walks through the balance, a report being written on, warnings and the file of an adjustment. */
export async function visitDemand({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  const id = await sayDemand(page, app.address);
  await page.goto(`${app.address}/consortia/${id}/talent/balance`);
  await page.getByRole('button', { name: /6-18-01-01/ }).click();
  await page.getByRole('region', { name: '数据背后的记录' }).waitFor();
  await page.getByText('回测：').waitFor();
  await look(page, 'talent-balance');
  await draftReport(page);
  await page.getByRole('button', { name: '修改这一段' }).first().click();
  await look(page, 'talent-report');
  await openFile(page);
  await look(page, 'major-case');
  await page.getByRole('link', { name: '返回专业预警' }).click();
  await page.getByText('招生和就业').waitFor();
  await look(page, 'majors');
  await context.close();
}
