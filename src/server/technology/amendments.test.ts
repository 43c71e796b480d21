import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fenOf, wanText, yuanText } from '#core/quantity/yuan.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { type TechnologyWork, technologyWork } from '#test/test-technology.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;
let work: TechnologyWork;

beforeAll(async () => {
  server = await testServer();
  const partners = await testPartners(server);
  ({ here, school, firm, other, url } = partners);
  work = technologyWork(server, partners);
});
afterAll(() => server.close());

let count = 0;
const codeOf = ({ body }: TestAnswer): string => body.type?.replace('urn:lianheti:', '');
const view = async (at: string, who = school): Promise<Body> => (await who.reporter.get(at)).body;
const milestonesOf = async (at: string): Promise<Body[]> =>
  (await view(at)).milestones.map(({ number, title, dueOn }: Body) => ({ number, title, dueOn }));
/** An amendment as one side writes it, by default the amount alone. */
const write = async (who: TestMember, at: string, more: object = {}): Promise<TestAnswer> =>
  who.reporter.post(`${at}/amendments`, {
    ...{ number: `虚构-补${++count}`, signedOn: day(-2), reason: '工作量增加', amount: '360000' },
    milestones: await milestonesOf(at),
    ...more,
  });
const decide = (who: TestMember, at: string, id: string, action: string): Promise<TestAnswer> =>
  who.reporter.post(`${at}/amendments/${id}/acts`, { action });
const project = async (title: string): Promise<Body> =>
  (await here.secretary.get(`${url}/ledgers/technology-project/entries?limit=200`)).body.items.find(
    ({ values }: Body) => values.title === title,
  );
const step = (who: TestMember, at: string, number: number, how: string) =>
  who.reporter.put(`${at}/milestones/${number}`, { step: how, day: day(-3) });

describe('an amendment of a running contract (A2-4-01, B-5.1, B-5.2)', () => {
  test('changes nothing until the other side confirms; then contract, ledger and history say what was and is', async () => {
    const at = await work.agreed('补充金额');
    const added = [...(await milestonesOf(at)), { number: null, title: '批量验证', dueOn: day(60) }];
    const made = await write(school, at, { number: '补字1号', milestones: added });
    expect([made.status, made.text]).toEqual([201, made.text]);
    const { id } = made.body;
    expect(await view(at)).toMatchObject({ amount: '300000.00', endsOn: day(-10), canAmend: false, version: 2 });
    expect((await project('补充金额')).values.contractAmount).toBe('30');
    expect(codeOf(await write(firm, at))).toBe('amendment-waits');
    for (const who of [school, other]) expect([404, 409]).toContain((await decide(who, at, id, 'confirm')).status);
    expect((await decide(firm, at, id, 'withdraw')).status).toBe(409);
    expect((await here.secretary.post(`${at}/amendments/${id}/acts`, { action: 'confirm' })).status).toBe(403);
    expect((await firm.reporter.get('/api/me/notices')).text).toContain('“补充金额”有补充协议（补字1号）');
    expect((await view(at, firm)).amendments[0].actions.map((each: Body) => each.id)).toEqual(['confirm', 'decline']);
    expect((await decide(firm, at, id, 'confirm')).status).toBe(204);
    expect((await decide(firm, at, id, 'confirm')).status).toBe(409);
    const after = await view(at);
    expect(after).toMatchObject({ amount: '360000.00', endsOn: day(60), canAmend: true, version: 3 });
    expect(after.milestones.map(({ number, title }: Body) => [number, title])).toEqual([
      [1, '样件'],
      [2, '批量验证'],
    ]);
    expect(after.amendments).toMatchObject([
      {
        ...{ number: '补字1号', stateLabel: '已生效', proposedBy: 'provider', fileName: null },
        changes: {
          amount: { was: '300000.00', is: '360000.00' },
          endsOn: { was: day(-10), is: day(60) },
          milestones: [{ number: 2, was: null, is: { title: '批量验证', dueOn: day(60) } }],
        },
      },
    ]);
    expect(await project('补充金额')).toMatchObject({ standing: 'confirmed', values: { contractAmount: '36' } });
    expect((await write(school, at, { number: '补字1号' })).body.fields).toEqual(['number']);
    // More may be received now than was agreed at first.
    expect((await work.receive(at, '360000')).status).toBe(201);
  });

  test('leaves what was received and what was accepted, also where that came while it waited', async () => {
    const two = [
      { title: '图纸', dueOn: day(-20) },
      { title: '样件', dueOn: day(20) },
    ];
    const at = await work.agreed('补充不低于', { milestones: two });
    expect((await work.receive(at, '100000.5')).status).toBe(201);
    const low = await write(firm, at, { amount: '100000.49' });
    expect([low.body.fields, low.body.detail]).toEqual([['amount'], expect.stringContaining('100,000.50元')]);
    await step(school, at, 1, 'deliver');
    await step(firm, at, 1, 'accept');
    const [accepted, running] = await milestonesOf(at);
    for (const milestones of [
      [running],
      [{ ...accepted, title: '改过的' }, running],
      [accepted, { ...running, dueOn: day(-41) }],
      [accepted, running, running],
      [accepted, { ...running, number: 7 }],
    ])
      expect((await write(firm, at, { milestones })).body.fields).toEqual(['milestones']);
    expect((await write(firm, at, { amount: '300000' })).body.fields).toEqual(['amount']);
    for (const signedOn of [day(1), day(-41)])
      expect((await write(firm, at, { signedOn })).body.fields).toEqual(['signedOn']);
    // What is written leaves room for what is there; what comes meanwhile is not undone.
    const tight = await write(firm, at, { amount: '150000' });
    expect(tight.status).toBe(201);
    expect((await work.receive(at, '50000')).status).toBe(201);
    expect(codeOf(await decide(school, at, tight.body.id, 'confirm'))).toBe('amendment-overtaken');
    expect((await view(at)).amount).toBe('300000.00');
    expect((await decide(firm, at, tight.body.id, 'withdraw')).status).toBe(204);
    const dropped = await write(school, at, { milestones: [accepted], amount: '300000' });
    await step(school, at, 2, 'deliver');
    await step(firm, at, 2, 'accept');
    expect((await work.actOn(firm.reporter, at, { action: 'accept', day: day(0) })).status).toBe(409);
    expect(codeOf(await decide(firm, at, dropped.body.id, 'confirm'))).toBe('amendment-overtaken');
    expect((await decide(firm, at, dropped.body.id, 'decline')).status).toBe(204);
    expect((await work.actOn(firm.reporter, at, { action: 'accept', day: day(0) })).status).toBe(200);
    expect(codeOf(await write(school, at))).toBe('action-not-possible');
    expect((await view(at)).amendments.map(({ stateLabel }: Body) => stateLabel)).toEqual(['已撤回', '对方不同意']);
  });

  test('of its sides alone: strangers find nothing, the database lets nobody change a contract past it, its file is for who sees the contract', async () => {
    const at = await work.agreed('补充附件');
    const bytes = Buffer.from('双方签字的补充协议（虚构）');
    const uploadId = await upload(school.reporter, here.consortiumId, bytes, '补充协议.txt');
    expect((await write(other, at, { milestones: [{ number: 1, title: '样件', dueOn: day(9) }] })).status).toBe(404);
    expect((await here.secretary.post(`${at}/amendments`, { number: '侵入' })).status).toBe(422);
    const byOffice = {
      number: '侵入',
      signedOn: day(-2),
      reason: '侵入',
      amount: '1',
      milestones: await milestonesOf(at),
    };
    expect((await here.secretary.post(`${at}/amendments`, byOffice)).status).toBe(403);
    expect((await write(firm, at, { uploadId })).status).toBe(404);
    expect(
      codeOf(
        await write(school, at, {
          uploadId: await upload(school.reporter, here.consortiumId, Buffer.from('MZ\u0000'), '坏.pdf'),
        }),
      ),
    ).toBe('unreadable-file');
    const made = await write(school, at, { uploadId });
    expect([made.status, made.text]).toEqual([201, made.text]);
    const file = `${at}/amendments/${made.body.id}/file`;
    for (const who of [school.reporter, firm.reporter, here.secretary])
      expect((await who.get(file)).text).toBe('双方签字的补充协议（虚构）');
    expect((await other.reporter.get(file)).status).toBe(404);
    const elsewhere = await work.agreed('别的合同');
    expect((await school.reporter.get(file.replace(at, elsewhere))).status).toBe(404);
    expect((await decide(firm, elsewhere, made.body.id, 'confirm')).status).toBe(404);
    const contractId = at.split('/').at(-1) ?? '';
    const asSchool = <T>(run: Parameters<typeof server.context.db.asActor<T>>[1]) =>
      server.context.db.asActor(school.reporter, run);
    await expect(
      asSchool((tx) =>
        tx.updateTable('technology_contract').set({ amount: '1' }).where('id', '=', contractId).execute(),
      ),
    ).rejects.toThrow('permission denied');
    await expect(
      asSchool((tx) =>
        tx.updateTable('technology_contract').set({ version: 3 }).where('id', '=', contractId).execute(),
      ),
    ).rejects.toThrow('goes the steps that it can');
    const row = { consortium_id: here.consortiumId, contract_id: contractId, number: 9, title: '侵入', due_on: day(9) };
    await expect(asSchool((tx) => tx.insertInto('technology_milestone').values(row).execute())).rejects.toThrow(
      'row-level security',
    );
    await expect(
      asSchool((tx) =>
        tx
          .updateTable('technology_amendment')
          .set({ state: 'confirmed' })
          .where('contract_id', '=', contractId)
          .execute(),
      ),
    ).rejects.toThrow('an amendment goes the steps that it can');
  });

  test('whatever is received, amended, delivered and accepted in whatever order, no more was received than is agreed, what was accepted stays, and the ledger says the contract’s amount', async () => {
    const fen = fc.bigInt({ min: 1n, max: 60_000_00n });
    const move = fc.oneof(
      fc.record({ kind: fc.constant('receive' as const), fen }),
      fc.record({ kind: fc.constant('amend' as const), fen, keeps: fc.boolean(), adds: fc.boolean() }),
      fc.record({ kind: fc.constantFrom('confirm', 'confirm', 'withdraw', 'deliver', 'accept') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 9 }), async (moves) => {
        const title = `次序${++count}`;
        const at = await work.agreed(title, { amount: '30000' });
        let before = await view(at);
        for (const each of moves) {
          const waits = before.amendments.find(({ state }: Body) => state === 'proposed');
          const next = before.milestones.find(
            ({ deliveredOn, acceptedOn }: Body) =>
              acceptedOn === null && (each.kind === 'deliver') === (deliveredOn === null),
          );
          if (each.kind === 'receive') await work.receive(at, yuanText(each.fen));
          else if (each.kind === 'amend') {
            const kept = (await milestonesOf(at)).filter(
              ({ number }) =>
                each.keeps || before.milestones.find((one: Body) => one.number === number).acceptedOn !== null,
            );
            const milestones =
              each.adds || kept.length === 0 ? [...kept, { number: null, title: '新节点', dueOn: day(30) }] : kept;
            await write(firm, at, { amount: yuanText(each.fen), milestones });
          } else if (each.kind === 'confirm' || each.kind === 'withdraw') {
            if (waits) await decide(each.kind === 'confirm' ? school : firm, at, waits.id, each.kind);
          } else if (next) await step(each.kind === 'deliver' ? school : firm, at, next.number, each.kind);
          const after = await view(at);
          expect(fenOf(after.received)).toBeLessThanOrEqual(fenOf(after.amount));
          for (const milestone of before.milestones.filter(({ acceptedOn }: Body) => acceptedOn !== null))
            expect(after.milestones).toContainEqual(milestone);
          if (each.kind !== 'confirm') expect([after.amount, after.endsOn]).toEqual([before.amount, before.endsOn]);
          expect((await project(title)).values.contractAmount).toBe(wanText(fenOf(after.amount)));
          before = after;
        }
        const stand = before.amendments.filter(({ state }: Body) => state === 'confirmed');
        expect(before.version).toBe(2 + stand.length);
      }),
      { numRuns: 6 },
    );
  });

  test('costs as many queries with many as with none', async () => {
    const [none, many] = [await work.agreed('没有补充'), await work.agreed('多次补充')];
    for (const amount of ['310000', '320000', '330000'])
      await decide(firm, many, (await write(school, many, { amount })).body.id, 'confirm');
    expect((await view(many)).amendments).toHaveLength(3);
    expect(await queriesOf(school.reporter, many)).toBe(await queriesOf(school.reporter, none));
  });
});
