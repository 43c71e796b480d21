import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import {
  bookWhatIsPlanned,
  className,
  completeClass,
  openAndEnrol,
  openScreen,
  prepareTraining,
  shareRoom,
  signInOnPhone,
  solvePlan,
  tellNeed,
} from './visit-training.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('training from the need to the certificate and the ledger (A2-4-02, B-5.3)', () => {
  test('an enterprise needs it, a school teaches it; who signed in by the code counts, in both words; anybody verifies the certificate', async () => {
    const cast = await prepareTraining(app, 'member1', 'firm1', 'secretariat1');
    await tellNeed(cast, '2');
    const [link = ''] = await openAndEnrol(cast, ['示例学员']);
    const screen = await openScreen(cast.school);
    const phone = await signInOnPhone(app, link, screen);
    await completeClass(cast, '示例学员');

    const serial = (await cast.school.getByRole('link', { name: /^\d{18}$/ }).textContent()) ?? '';
    await phone.goto(`${app.address}/certificates/${serial}`);
    await phone.getByText('证书有效。').waitFor();
    await phone.getByText('示例学员').waitFor();
    const forged = serial.replace(/^(.{9})(.)/, (_, before, digit) => before + ((Number(digit) + 1) % 10));
    await phone.getByLabel(/^证书编号/).fill(forged);
    await phone.getByRole('button', { name: '核对' }).click();
    await phone.getByText(/^编号不成立/).waitFor();

    const ledger = cast.base.replace(/training$/, 'ledgers/employee-training');
    await cast.firm.goto(ledger);
    await cast.firm.getByText(className).first().waitFor();
    const api = ledger.replace('/consortia/', '/api/consortia/');
    const { items } = await (await cast.firm.request.get(`${api}/entries?limit=200`)).json();
    const kept = items.find(({ values }: { values: Record<string, unknown> }) => values.topic === className);
    expect(kept).toMatchObject({ standing: 'confirmed', values: { trainees: 1 } });

    // The trainee has its data deleted: its serial holds, and names nobody.
    await phone.goto(app.address + new URL(link).pathname);
    await phone.getByText(/证书的编号仍能查到/).waitFor();
    phone.once('dialog', (dialog) => void dialog.accept());
    await phone.getByRole('button', { name: '删除我的信息' }).click();
    await phone.getByText(/已按本人要求删除/).waitFor();
    await phone.goto(`${app.address}/certificates/${serial}`);
    await phone.getByText(/确由下列单位发出/).waitFor();
    expect(await phone.getByText('示例学员').count()).toBe(0);

    // The room is lent to others, too: a plan that somebody was quicker than is not adopted, the one solved anew holds the room.
    const resourceId = await shareRoom(cast);
    const office = await solvePlan(app, 'secretariat1', cast.base);
    await bookWhatIsPlanned(cast, office, resourceId);
    await office.getByRole('button', { name: '重新编排' }).click();
    await office
      .getByText('场地那时已被占用、预约或不开放', { exact: true })
      .waitFor({ state: 'detached', timeout: 60_000 });
    office.once('dialog', (dialog) => void dialog.accept());
    await office.getByRole('button', { name: '采用计划，生成班次' }).click();
    await office.getByRole('link', { name: '看班次' }).first().click();
    await office.getByRole('region', { name: '班次' }).waitFor();
    await cast.school.goto(office.url());
    await cast.school.getByText(/今后的课已预约5次/).waitFor();
    for (const each of [screen, phone]) await each.close();
    await office.context().close();
    await cast.close();
  });
});
