import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let url: string;

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, url } = await testPartners(server));
});
afterAll(() => server.close());

const made = (answer: TestAnswer): Body => {
  expect([answer.status < 300, answer.text]).toEqual([true, answer.text]);
  return answer.body;
};
const inForm = async (cell: string): Promise<Body> =>
  made(await here.secretary.get(`/api/applications/${here.applicationId}`)).ledger[cell];

test('apprentices who began at their posts stand in the form once school and enterprise have signed (A2-3-02)', async () => {
  const at = `${url}/apprenticeships/${
    made(
      await school.reporter.post(`${url}/apprenticeships`, {
        ...{ kind: 'apprenticeship', schoolId: school.id, enterpriseId: firm.id, major: '460103' },
        ...{ startsOn: '2022-03-01', endsOn: '2022-12-31' },
        terms: {
          ...{ post: '数控车工', place: '示例市', minutesPerDay: 480, daysPerWeek: 5, staff: 200, postStaff: 30 },
          ...{ allowance: 2800, insurance: { policy: '虚构-1', until: '2023-01-31' } },
          ...{ schoolMentor: '示例教师', enterpriseMentor: '示例师傅' },
        },
      }),
    ).id
  }`;
  const students = ['甲', '乙'].map((name) => ({ name: `示例${name}`, number: name, bornIn: '2003-01' }));
  const { passes } = made(await school.reporter.post(`${at}/students`, { students }));
  const act = async (who: TestMember, action: string) =>
    made(await who.reporter.post(`${at}/acts`, { action, version: made(await who.reporter.get(at)).version }));
  await act(school, 'propose');
  for (const who of [school, firm]) await act(who, 'sign');
  for (const { link } of passes)
    await server.stranger.put(`/api/public/apprentice/${link.split('/').at(-1)}/signature`, { text: 1 });
  for (const action of ['train', 'begin'])
    for (const { id, version } of made(await firm.reporter.get(at)).students)
      made(await firm.reporter.post(`${at}/students/${id}/acts`, { action, version, day: '2022-03-02' }));
  expect(await inForm('apprentices.2022')).toMatchObject({ value: 2, confirmed: 1, oneSided: 0 });
});

test('days of training stand in the form, and the enterprise’s word with them once it has looked (B-5.3)', async () => {
  const [siteId, courseId] = [crypto.randomUUID(), crypto.randomUUID()];
  const site = { version: 0, name: '示例园区', longitude: 120.1, latitude: 30.2 };
  made(await here.secretary.put(`${url}/training/sites/${siteId}`, site));
  const course = { version: 0, memberId: school.id, name: '数控车削', people: 30, weeks: 1, equipment: [] };
  made(await school.reporter.put(`${url}/training/courses/${courseId}`, course));
  const days = ['2022-05-09', '2022-05-10', '2022-05-11'];
  const held = made(
    await school.reporter.post(`${url}/training/classes`, {
      ...{ memberId: school.id, courseId, name: '第1期', kind: '岗位培训', seats: 30, days, shift: 0 },
    }),
  );
  const at = `${url}/training/classes/${held.id}`;
  made(await firm.reporter.post(`${at}/trainees`, { enterpriseId: firm.id, names: ['示例甲', '示例乙'] }));
  const traineeIds = made(await school.reporter.get(at)).trainees.map(({ id }: Body) => id);
  for (const day of days) made(await school.reporter.put(`${at}/attendance`, { day, traineeIds, isThere: true }));
  const { version } = made(await school.reporter.get(at));
  made(await school.reporter.post(`${at}/acts`, { action: 'complete', version }));
  expect(await inForm('employeeTrainingDays.2022')).toMatchObject({ value: 6, confirmed: 0, oneSided: 1 });
  made(await firm.reporter.post(`${at}/confirmation`, { memberId: firm.id }));
  expect(await inForm('employeeTrainingDays.2022')).toMatchObject({ value: 6, confirmed: 1, oneSided: 0 });
});

test('what an enterprise paid for technology stands in the form, in both words (A2-4-01)', async () => {
  const contract = made(
    await school.reporter.post(`${url}/technology-contracts`, {
      ...{ providerId: school.id, enterpriseId: firm.id, title: '检测服务', amount: '300000', signedOn: '2022-02-01' },
      milestones: [{ title: '样件', dueOn: '2022-08-01' }],
    }),
  );
  const at = `${url}/technology-contracts/${contract.id}`;
  const { version } = made(await firm.reporter.get(at));
  made(await firm.reporter.post(`${at}/acts`, { action: 'agree', version }));
  const evidenceId = await upload(school.reporter, here.consortiumId, Buffer.from('凭证'), '凭证.txt');
  made(await school.reporter.post(`${url}/evidence`, { uploadId: evidenceId, memberId: school.id }));
  const paid = { voucher: '虚构-1', amount: '120000', receivedOn: '2022-06-01', evidenceId };
  const receipt = made(await school.reporter.post(`${at}/receipts`, paid));
  expect(await inForm('researchFundsReceived.2022')).toMatchObject({ value: 12, confirmed: 0, oneSided: 1 });
  made(await firm.reporter.put(`${at}/receipts/${receipt.id}/confirmation`, {}));
  expect(await inForm('researchFundsReceived.2022')).toMatchObject({ value: 12, confirmed: 1, oneSided: 0 });
});
