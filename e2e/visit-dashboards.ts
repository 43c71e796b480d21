import { openRoom } from './open-room.ts';
import type { Visit } from './visit-screens.ts';

/** Walks through the dashboards: the nation's, compared consortia, a consortium's own with its band, and a member's. */
export async function visitDashboards({ app, look }: Visit): Promise<void> {
  const ministry = await app.signIn('ministry');
  const { page } = ministry;
  await openRoom(page, '监测', '监测总览');
  await page.getByRole('heading', { name: '全国监测' }).waitFor();
  await page.locator('.chart svg').first().waitFor();
  await look(page, 'monitoring');
  await page
    .getByRole('checkbox', { name: /^选.*来比较$/ })
    .first()
    .check();
  await page.getByRole('link', { name: '比较选中的1个' }).click();
  await page.getByRole('heading', { name: '联合体比较' }).waitFor();
  await page.locator('.chart svg').first().waitFor();
  await look(page, 'monitoring-compare');
  await ministry.context.close();
  const secretariat = await app.signIn('secretariat1');
  await secretariat.page.goto(`${app.address}/monitoring`);
  await secretariat.page.getByRole('heading', { name: /^与同类比较/ }).waitFor();
  await look(secretariat.page, 'monitoring-consortium');
  await secretariat.context.close();
  const reporter = await app.signIn('member1');
  await reporter.page.getByRole('link', { name: '本单位监测' }).click();
  await reporter.page.getByRole('heading', { level: 1, name: /监测$/ }).waitFor();
  await look(reporter.page, 'monitoring-member');
  await reporter.context.close();
}
