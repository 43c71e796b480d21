import { sql } from 'kysely';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';
import { remindOfTasks } from './remind-of-tasks.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let firm: TestMember;
let park: TestClient;
let url: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  firm = await testMember(server, here.consortiumId, { name: '示例机电' });
  park = await server.join('park-authority', here.consortiumId);
  url = `/api/consortia/${here.consortiumId}`;
});
afterAll(() => server.close());

const day = (from: number) => new Date(Date.now() + 8 * 3_600_000 + from * 86_400_000).toISOString().slice(0, 10);
const open = async (more: Record<string, unknown>): Promise<string> => {
  const body = { title: '示例任务', startsOn: day(-5), dueOn: day(10), ...more };
  const opened = await here.secretary.post(`${url}/tasks`, body);
  expect([opened.status, opened.text]).toEqual([201, opened.text]);
  return opened.body.id;
};
const read = async (who: TestClient, id: string): Promise<Body> => (await who.get(`${url}/tasks/${id}`)).body;
const act = async (who: TestClient, id: string, action: string, more: Record<string, unknown> = {}) => {
  const { version } = await read(who, id);
  return who.post(`${url}/tasks/${id}/acts`, { version, action, ...more });
};
const noticesOf = async (who: TestClient): Promise<string[]> =>
  (await who.get('/api/me/notices')).body.items.map(({ text }: Body) => text);

describe('a department’s task, from the secretariat to the indicator page (B-1.3, B-2.4)', () => {
  let id: string;
  const pointOf = async (point: string): Promise<Body> => {
    const { indicators } = (await here.secretary.get(`${url}/indicators?year=${day(0).slice(0, 4)}`)).body;
    return indicators.flatMap(({ points }: Body) => points).find((one: Body) => one.id === point);
  };
  const entries = async (): Promise<Body[]> =>
    (await here.secretary.get(`${url}/ledgers/coordination-task/entries`)).body.items;

  test('its member alone sees it, and is told; another member and another consortium find nothing', async () => {
    id = await open({
      title: '编制专业目录',
      department: '教育',
      duty: '统筹专业布局',
      memberId: school.id,
      points: ['4.1'],
      checks: [{ text: '征求意见' }, { text: '印发', dueOn: day(8) }],
    });
    expect((await school.reporter.get(`${url}/tasks`)).body).toMatchObject({
      manages: false,
      items: [{ id, isMine: true, points: ['1.3', '2.4', '4.1'], state: 'open', time: 'ahead' }],
    });
    expect((await school.reporter.get('/api/me/open-tasks')).body.items).toMatchObject([{ id, checks: 2, checked: 0 }]);
    expect((await noticesOf(school.reporter))[0]).toContain('编制专业目录');
    expect((await firm.reporter.get(`${url}/tasks`)).body.items).toEqual([]);
    expect((await firm.reporter.get(`${url}/tasks/${id}`)).status).toBe(404);
    expect((await park.get(`${url}/tasks/${id}`)).body).toMatchObject({ works: false, actions: [] });
    expect(
      (await school.reporter.post(`${url}/tasks`, { title: '自建', startsOn: day(0), dueOn: day(1) })).status,
    ).toBe(403);
    const twice = { title: '编制专业目录', department: '教育', startsOn: day(0), dueOn: day(1) };
    expect((await here.secretary.post(`${url}/tasks`, twice)).body.type).toBe('urn:lianheti:task-exists');
  });

  test('is said to be done once everything is ticked, by evidence of the member’s own', async () => {
    const early = await act(school.reporter, id, 'submit');
    expect(early.body).toMatchObject({ type: 'urn:lianheti:task-open', detail: expect.stringContaining('“征求意见”') });
    for (const check of (await read(school.reporter, id)).checks)
      expect((await school.reporter.put(`${url}/tasks/${id}/checks/${check.id}`, { done: true })).status).toBe(204);
    const uploadId = await upload(school.reporter, here.consortiumId, Buffer.from('目录（虚构）'), '专业目录.txt');
    expect((await school.reporter.post(`${url}/evidence`, { uploadId, tasks: [id] })).status).toBe(201);
    expect((await school.reporter.get(`/api/tasks/${id}/evidence`)).body.items).toHaveLength(1);
    expect((await act(school.reporter, id, 'finish')).status).toBe(403);
    expect((await act(school.reporter, id, 'submit')).body).toMatchObject({ state: 'submitted' });
    expect(await read(here.secretary, id)).toMatchObject({ state: 'submitted', doneOn: day(0), evidence: 1 });
    expect((await noticesOf(here.secretary))[0]).toContain('提交完成');
  });

  test('accepted, it fills 1.3, 2.4 and the point it names, and the ledger of coordination', async () => {
    const before = await pointOf('2.4');
    expect(before).toMatchObject({ tasksDone: 0, tasksOpen: 1, evidence: 0 });
    expect((await entries()).map(({ values }) => values.doneOn)).toEqual([undefined]);
    expect((await act(here.secretary, id, 'return')).body.type).toBe('urn:lianheti:remarks-missing');
    expect((await act(here.secretary, id, 'finish', { doneOn: day(1) })).status).toBe(422);
    expect((await act(here.secretary, id, 'finish', { doneOn: day(-1) })).body).toMatchObject({ state: 'done' });
    for (const point of ['1.3', '2.4', '4.1'])
      expect(await pointOf(point)).toMatchObject({
        tasksDone: 1,
        tasksOpen: 0,
        evidence: 1,
        tasks: [{ title: '编制专业目录', unit: '示例职院', doneOn: day(-1), evidence: 1 }],
      });
    expect((await pointOf('1.3')).advice.map(({ id: advice }: Body) => advice)).not.toContain('missing');
    const [entry] = await entries();
    expect((await here.secretary.get(`/api/entries/${entry?.id}/evidence`)).body.items).toHaveLength(1);
    expect(entry?.values).toMatchObject({
      department: '教育',
      duty: '统筹专业布局',
      task: '编制专业目录',
      doneOn: day(-1),
    });
    expect((await act(here.secretary, id, 'drop', { text: '不做了' })).status).toBe(409);
  });

  test('opened again it is not done any more, and whoever saw it before is told so', async () => {
    const { version } = await read(here.secretary, id);
    const reopen = { version, action: 'reopen', text: '目录须重印' };
    expect((await here.secretary.post(`${url}/tasks/${id}/acts`, reopen)).body.state).toBe('doing');
    expect((await here.secretary.post(`${url}/tasks/${id}/acts`, reopen)).body).toMatchObject({
      type: 'urn:lianheti:stale',
      state: 'doing',
    });
    expect(await pointOf('4.1')).toMatchObject({ tasksDone: 0, tasksOpen: 1 });
    expect((await entries()).map(({ values }) => values.doneOn)).toEqual([undefined]);
  });
});

describe('tasks that wait for each other (A2-2-01)', () => {
  test('cannot go in a circle: the way round is told, nothing is saved, and the database holds to it', async () => {
    const [a, b, c] = [await open({ title: '甲' }), await open({ title: '乙' }), await open({ title: '丙' })];
    const say = async (id: string, after: string[]) => {
      const { version, title, startsOn, dueOn } = await read(here.secretary, id);
      return here.secretary.put(`${url}/tasks/${id}`, { version, title, startsOn, dueOn, after });
    };
    expect((await say(b, [a])).status).toBe(200);
    expect((await say(c, [b])).status).toBe(200);
    expect((await say(a, [c])).body).toMatchObject({
      type: 'urn:lianheti:task-loop',
      detail: '“甲”等待“丙”等待“乙”等待“甲”。',
    });
    expect((await read(here.secretary, a)).version).toBe(1);
    const slip = server.context.db.asOwner((tx) =>
      tx.insertInto('task_dependency').values({ consortium_id: here.consortiumId, task_id: a, after_id: c }).execute(),
    );
    await expect(slip).rejects.toThrow('waits for itself');
    expect((await act(here.secretary, c, 'finish')).body).toMatchObject({ detail: expect.stringContaining('“乙”') });
    expect((await act(here.secretary, b, 'drop', { text: '不再需要' })).status).toBe(200);
    expect((await act(here.secretary, c, 'finish')).status).toBe(200);
  });

  test('cost as many queries for one task as for all', async () => {
    const one = await queriesOf(firm.reporter, `${url}/tasks`);
    expect(await queriesOf(here.secretary, `${url}/tasks`)).toBe(one);
    expect((await here.secretary.get(`${url}/tasks`)).body.items.length).toBeGreaterThan(3);
  });
});

describe('reminders', () => {
  const at = (from: number) => new Date(Date.now() + from * 86_400_000);

  test('tell whoever does a task before its day, and those above after it, each once; another day begins anew', async () => {
    const id = await open({ title: '设备验收', memberId: firm.id, dueOn: day(10) });
    const told = async () =>
      Promise.all(
        [firm.reporter, here.secretary, park].map(
          async (who) =>
            (await noticesOf(who)).filter((text) => text.includes('设备验收（时') || text.includes('“设备验收”（'))
              .length,
        ),
      );
    const sweep = (from: number) => remindOfTasks(server.context, at(from));
    await sweep(0);
    expect(await told()).toEqual([0, 0, 0]);
    await Promise.all([sweep(4), sweep(4)]);
    await sweep(5);
    expect(await told()).toEqual([1, 0, 0]);
    await sweep(11);
    expect(await told()).toEqual([2, 1, 0]);
    await sweep(20);
    expect(await told()).toEqual([3, 2, 1]);
    const { version, title, startsOn } = await read(here.secretary, id);
    const moved = { version, title, startsOn, dueOn: day(30), memberId: firm.id };
    expect((await here.secretary.put(`${url}/tasks/${id}`, moved)).status).toBe(200);
    await sweep(25);
    expect(await told()).toEqual([4, 2, 1]);
    expect((await read(firm.reporter, id)).told[0]).toMatchObject({ label: '还有一周到期' });
  });
});

describe('a calendar on a phone', () => {
  const calendar = () => `/api/me/task-calendars/${here.consortiumId}`;

  test('has the days of one’s own tasks, without a session; ended or without the role, nothing', async () => {
    const { path } = (await firm.reporter.put(calendar())).body;
    const feed = async () => server.stranger.get(path);
    const ics = (await feed()).text;
    expect(ics).toContain('SUMMARY:设备验收');
    expect(ics).not.toContain('编制专业目录');
    expect((await server.stranger.get(path.replace('task-calendars/', 'task-calendars/x'))).status).toBe(404);
    const other = (await here.secretary.put(calendar())).body.path;
    expect((await server.stranger.get(other)).text).toContain('编制专业目录');
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('role_assignment').where('person_id', '=', firm.reporter.personId).execute(),
    );
    expect((await feed()).text).not.toContain('设备验收');
    expect((await here.secretary.delete(calendar())).status).toBe(204);
    expect((await server.stranger.get(other)).status).toBe(404);
  });
});

describe('where tasks come from', () => {
  const send = async (lines: readonly string[], dryRun: boolean): Promise<Body> => {
    const body = new FormData();
    body.append('file', new Blob([lines.join('\n')]), '责任清单.csv');
    const sent = await here.secretary.request('POST', `${url}/duty-lists/imports?dryRun=${dryRun}`, { body });
    return sent.body;
  };

  test('a 责任清单 is told row by row, taken whole or not at all, and never twice', async () => {
    const head = '部门,职责,重点任务,任务,责任单位,时间节点';
    const good = `财政,统筹经费,经费,拨付专项资金,,${day(20)}`;
    const bad = `气象,,,天气会商,无此单位,不久`;
    expect(await send([head, good, bad], false)).toMatchObject({
      written: false,
      rows: [
        { outcome: 'adds' },
        { outcome: 'refused', faults: [{ column: '部门' }, { column: '责任单位' }, { column: '时间节点' }] },
      ],
    });
    expect(await send([head, good], true)).toMatchObject({ written: false, rows: [{ outcome: 'adds' }] });
    expect(await send([head, good], false)).toMatchObject({ written: true });
    expect(await send([head, good], false)).toMatchObject({ rows: [{ outcome: 'repeats' }] });
  });

  test('the construction plan and the remarks from above are read as tasks, and know which were opened', async () => {
    const form = `/api/applications/${here.applicationId}`;
    const answers = {
      ...(await exampleForm('perfect')),
      constructionPlan: '（一）6月底前建成实训基地。（二）年底前发布报告。',
    };
    const { sequence } = (await here.secretary.post(`${form}/answers`, { changes: changesOf(answers) })).body;
    expect((await here.secretary.post(`${form}/submission`, { reasons: {}, sequence })).status).toBe(200);
    const officer = await server.join('provincial-officer', here.provinceId);
    await officer.post(`${form}/return`, { text: '请于9月30日前补充协议文本。', remarks: [] });
    const sources = async (): Promise<Body[]> => (await here.secretary.get(`${url}/task-sources`)).body.items;
    const [remark, plan] = await sources();
    expect(plan).toMatchObject({
      noun: 'plan',
      items: [{ title: '6月底前建成实训基地' }, { title: '年底前发布报告', isOpened: false }],
    });
    expect(remark).toMatchObject({ noun: 'remark', items: [{ dueOn: `${day(0).slice(0, 4)}-09-30` }] });
    await open({ title: '年底前发布报告', origin: { noun: 'plan', id: plan?.id, text: plan?.title } });
    expect((await sources())[1]).toMatchObject({ opened: 1, items: [{ isOpened: false }, { isOpened: true }] });
    expect((await school.reporter.get(`${url}/task-sources`)).status).toBe(404);
  });
});

describe('the month’s report', () => {
  test('writes itself, in Word and PDF; of a month to come there is none', async () => {
    const month = day(0).slice(0, 7);
    const docx = await fetch(`${server.address}${url}/task-reports/${month}/report.docx`, {
      headers: here.secretary.headers,
    });
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await docx.arrayBuffer()) });
    expect(value).toContain('任务月报');
    expect(value).toContain('拨付专项资金（财政）');
    const pdf = await here.secretary.get(`${url}/task-reports/${month}/report.pdf`);
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect((await here.secretary.get(`${url}/task-reports/2999-01/report.docx`)).status).toBe(422);
    expect((await school.reporter.get(`${url}/task-reports/${month}/report.docx`)).status).toBe(404);
  });
});

describe('in the database', () => {
  test('a member neither accepts its own task nor changes what is asked, and links no evidence to another’s', async () => {
    const id = await open({ title: '越权', memberId: school.id });
    const foreign = await open({ title: '他人的' });
    const as = (change: Record<string, unknown>) =>
      server.context.db.asActor(school.reporter, (tx) =>
        tx
          .updateTable('task')
          .set({ version: 2, ...change })
          .where('id', '=', id)
          .execute(),
      );
    await expect(as({ state: 'done', done_on: day(0) })).rejects.toThrow('secretariat');
    await expect(as({ due_on: day(90) })).rejects.toThrow('secretariat');
    const evidence = await upload(school.reporter, here.consortiumId, Buffer.from('他人'), '他人.txt');
    await school.reporter.post(`${url}/evidence`, { uploadId: evidence });
    expect((await school.reporter.put(`/api/evidence/${evidence}/tasks/${foreign}`)).status).toBe(404);
    const forged = server.context.db.asActor(school.reporter, (tx) =>
      sql`insert into task_act (consortium_id, task_id, action, person_id) values (${here.consortiumId}, ${foreign}, 'note', ${school.reporter.personId})`.execute(
        tx,
      ),
    );
    await expect(forged).rejects.toThrow('row-level security');
  });
});
