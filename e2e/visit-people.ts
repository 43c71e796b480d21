import type { Visit } from './visit-screens.ts';

/** Staff and posts, an appraisal by a scheme, and honours: as the secretariat sees them with something in each, and as a member does. */
export async function visitPeople({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat1');
  page.on('dialog', (dialog) => void dialog.accept());
  const [{ id }] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
  const base = `${app.address}/consortia/${id}`;
  await page.goto(`${base}/people`);
  await page.getByRole('button', { name: '登记人员' }).click();
  await page.getByRole('button', { name: '设岗并招聘' }).click();
  await look(page, 'people');
  await page.goto(`${base}/honours`);
  await page.getByRole('heading', { name: '授予荣誉' }).waitFor();
  await look(page, 'honours');
  await page.goto(`${base}/appraisals`);
  await page.getByRole('button', { name: '新建方案' }).click();
  await look(page, 'appraisal-scheme');
  await page.getByLabel('方案名称').fill('考核办法（虚构）');
  await page.getByRole('button', { name: '建立方案' }).click();
  await page.getByLabel('方案', { exact: true }).selectOption({ label: '考核办法（虚构）' });
  await page.getByLabel('考核名称').fill('年度考核（虚构）');
  await page.getByRole('button', { name: '开始考核' }).click();
  await page.getByRole('form', { name: /^评分/ }).first().waitFor();
  await look(page, 'appraisal');
  await context.close();
  const member = await app.signIn('member1');
  await member.page.goto(`${base}/appraisals`);
  await member.page.getByText('还没有公布的考核结果').waitFor();
  await look(member.page, 'appraisals-of-member');
  await member.context.close();
}
