import type { Page } from 'playwright-core';
import { admitExample, advanceExample, assignExample } from './admit-example.ts';
import type { Visit } from './visit-screens.ts';

/** Walks through the rooms of the review: formal review, visits, reading, questions and results, each as whoever works there sees it. */
export async function visitReview({ app, look }: Visit): Promise<void> {
  const batchId = await advanceExample(app, 'recommended');
  const batch = `${app.address}/batches/${batchId}`;
  const ministry = await app.signIn('ministry');
  const { page } = ministry;
  await page.goto(`${batch}/formal`);
  await page.getByRole('link', { name: '逐项审查' }).first().waitFor();
  await look(page, 'formal-list');
  await page.getByRole('link', { name: '逐项审查' }).first().click();
  await page.getByRole('heading', { name: /^审查项/ }).waitFor();
  await look(page, 'formal');

  await admitExample(app);
  const application = `${app.address}/applications/${await assignExample(app)}`;
  const expert = await app.signIn('expert');
  await expert.page.goto(`${app.address}/readings`);
  await expert.page.getByRole('link', { name: '开始审阅' }).waitFor();
  await look(expert.page, 'readings');
  await read(expert.page, application);
  await look(expert.page, 'reading');
  await expert.page.goto(`${app.address}/visits`);
  await expert.page.getByText('您还没有实地考察').waitFor();
  await look(expert.page, 'own-visits-empty');

  await page.goto(`${batch}/texts`);
  await page.getByRole('button', { name: '开始比对' }).click();
  await page.getByText('比对完成。').waitFor();
  await look(page, 'texts');
  await page.goto(`${batch}/results`);
  await page.getByRole('link', { name: '查看' }).first().waitFor();
  await look(page, 'results');
  await page.goto(`${application}/results`);
  await page.getByRole('heading', { name: /^扣分/ }).waitFor();
  await look(page, 'application-results');
  await page.goto(`${batch}/questions`);
  await page.getByRole('button', { name: '转秘书处' }).waitFor();
  await look(page, 'questions');
  await page.getByRole('button', { name: '转秘书处' }).click();
  await page.getByText('已转秘书处').waitFor();
  await sendOut(page, batch);
  await look(page, 'visits');
  await page.goto(`${app.address}/visits`);
  await page.getByRole('row').nth(1).waitFor();
  await look(page, 'own-visits');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByRole('heading', { name: '现场发现' }).waitFor();
  await look(page, 'visit');
  for (const [room, path] of [
    ['batch-experts', 'experts'],
    ['assignment', 'assignment'],
    ['batch', ''],
  ] as const) {
    await page.goto(`${batch}/${path}`);
    await page.getByRole('navigation', { name: '本批次' }).waitFor();
    await look(page, room);
  }
  await page.goto(`${app.address}/experts`);
  await page.getByRole('heading', { name: '专家库' }).waitFor();
  await look(page, 'experts');
  await ministry.context.close();
  await expert.context.close();

  const secretariat = await app.signIn('secretariat1');
  await secretariat.page.goto(`${application}/inquiries`);
  await secretariat.page.getByLabel('答复').waitFor();
  await look(secretariat.page, 'inquiries');
  await secretariat.page.goto(`${app.address}/notices`);
  await secretariat.page
    .getByText(/^请答复/)
    .first()
    .waitFor();
  await look(secretariat.page, 'notices');
  await secretariat.context.close();
}

/** An expert's first score, and a question of its own. */
async function read(page: Page, application: string): Promise<void> {
  await page.goto(`${application}/reading`);
  await page.getByLabel('观测点1.1评分').fill('85.5');
  await page.getByLabel('观测点1.1理由').fill('产业基础扎实（虚构）。');
  await page.locator('#point-1\\.1').getByText('已保存').first().waitFor();
  await page.getByRole('tab', { name: /^提问/ }).click();
  await page.getByLabel(/^向秘书处提问/).fill('实训基地由谁运营，经费从何而来（虚构）？');
  await page.getByRole('button', { name: '提交问题' }).click();
  await page.getByRole('heading', { name: '我提的问题' }).waitFor();
}

/** One application is visited by the officer, on a day. */
async function sendOut(page: Page, batch: string): Promise<void> {
  await page.goto(`${batch}/visits`);
  await page
    .getByLabel(/^考察.*的理由$/)
    .first()
    .fill('面积更正，须看现场（虚构）');
  await page
    .getByRole('button', { name: /^选定考察/ })
    .first()
    .click();
  await page.getByLabel(/^选派人员去/).selectOption({ label: '部级甲（虚构）（工作人员）' });
  await page.getByRole('button', { name: /^不再选派/ }).waitFor();
  await page.getByLabel('从', { exact: true }).fill('2023-07-03');
  await page.getByRole('button', { name: '排定', exact: true }).click();
  await page.getByText('排定1处').waitFor();
}
