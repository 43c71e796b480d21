import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { type TestMember, type TestPartners, testMember, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { type TechnologyWork, technologyWork } from '#test/test-technology.ts';
import { beginUpload, idOf, upload } from '#test/test-upload.ts';

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

const callAt = (id: string) => `${url}/technology-calls/${id}`;
const codeOf = ({ body }: TestAnswer): string => body.type?.replace('urn:lianheti:', '');
const sent = (who: TestMember, content: string | Uint8Array = '报价单', name = '报价单.txt') =>
  upload(who.reporter, here.consortiumId, Buffer.from(content), name);
/** A call, and where the files of the bids of these stand. */
const withBids = async (title: string, ...bidders: TestMember[]) => {
  const callId = await work.callFor(title);
  const files = new Map<TestMember, string>();
  for (const who of bidders) {
    const { id } = (await work.bid(who, callId)).body;
    files.set(who, `${callAt(callId)}/bids/${id}/attachments`);
  }
  const of = (who: TestMember) => files.get(who) ?? expect.fail();
  return { callId, of };
};
const attach = async (who: TestMember, at: string, uploadId?: string): Promise<TestAnswer> =>
  who.reporter.post(at, { uploadId: uploadId ?? (await sent(who)) });
const open = async (callId: string) => {
  await work.close(callId);
  expect((await work.actOn(here.secretary, callAt(callId), { action: 'open' })).status).toBe(200);
};
const filesSeenBy = async (who: TestMember['reporter'], callId: string): Promise<string[]> =>
  (await who.get(callAt(callId))).body.bids.flatMap(({ files }: Body) => files.map(({ name }: Body) => name));

describe('files of a bid (A2-4-01, B-5.1)', () => {
  test('are sealed as it is: until the opening its bidder alone lists and reads them, after it whoever may read the bid', async () => {
    const { callId, of } = await withBids('附件密封', school, other);
    const made = await attach(school, of(school), await sent(school, '密封的报价', '报价单（虚构）.txt'));
    expect([made.status, made.text]).toEqual([201, made.text]);
    const file = `${of(school)}/${made.body.id}`;
    const own = await school.reporter.get(file);
    expect([own.text, own.headers.get('cache-control')]).toEqual(['密封的报价', 'private, no-store']);
    expect(own.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(await filesSeenBy(school.reporter, callId)).toEqual(['报价单（虚构）.txt']);
    const elsewhere = await testConsortium(server, { name: '他处附件', ministryId: here.ministryId });
    const stranger = await testMember(server, elsewhere.consortiumId, { name: '他处附件企业' });
    const sealedFrom = [here.secretary, firm.reporter, other.reporter, stranger.reporter];
    const isSealed = async () => {
      for (const who of sealedFrom) {
        expect((await who.get(file)).status).toBe(404);
        const rows = await server.context.db.asActor(who, (tx) =>
          tx
            .selectFrom('technology_bid_file')
            .select('id')
            .where('bid_id', '=', file.split('/').at(-3) ?? '')
            .execute(),
        );
        expect(rows).toEqual([]);
      }
      for (const who of [here.secretary, firm.reporter, other.reporter])
        expect(await filesSeenBy(who, callId)).toEqual([]);
      expect((await server.stranger.get(file)).status).toBe(401);
      expect((await here.secretary.get(`/api/evidence/${made.body.id}/file`)).status).toBe(404);
    };
    await isSealed();
    // Closed is not yet opened.
    await work.close(callId);
    await isSealed();
    expect((await work.actOn(here.secretary, callAt(callId), { action: 'open' })).status).toBe(200);
    for (const who of [here.secretary, firm.reporter]) {
      expect(await filesSeenBy(who, callId)).toEqual(['报价单（虚构）.txt']);
      expect((await who.get(file)).text).toBe('密封的报价');
    }
    for (const who of [other.reporter, stranger.reporter]) expect((await who.get(file)).status).toBe(404);
    // A file is found with its own bid alone.
    expect((await here.secretary.get(`${of(other)}/${made.body.id}`)).status).toBe(404);
    const read = await server.context.db.asOwner((tx) =>
      tx.selectFrom('audit_event').select('person_id').where('action', '=', 'technology.bid-file-read').execute(),
    );
    expect(read.map(({ person_id }) => person_id)).toEqual([here.secretary.personId, firm.reporter.personId]);
  });

  test('come and go with the bidder’s word alone while the call is open, and with the bid; nothing after it has closed', async () => {
    const { callId, of } = await withBids('附件增减', school, other);
    for (const who of [other, firm]) expect((await attach(who, of(school))).status).toBe(404);
    expect((await attach(school, of(school), await sent(other))).status).toBe(404);
    const first = await attach(school, of(school));
    const at = `${of(school)}/${first.body.id}`;
    for (const who of [other.reporter, firm.reporter, here.secretary]) expect((await who.delete(at)).status).toBe(404);
    const wrong = `${of(other)}/${first.body.id}`;
    for (const who of [school, other]) expect((await who.reporter.delete(wrong)).status).toBe(404);
    expect((await school.reporter.delete(at)).status).toBe(204);
    expect((await school.reporter.get(at)).status).toBe(404);
    // Replacing the bid leaves its files, taking it back takes them.
    const kept = await attach(school, of(school));
    await work.bid(school, callId, '更换的方案');
    expect(await filesSeenBy(school.reporter, callId)).toEqual(['报价单.txt']);
    const gone = `${of(other)}/${(await attach(other, of(other))).body.id}`;
    expect((await other.reporter.delete(`${callAt(callId)}/bidders/${other.id}`)).status).toBe(204);
    expect((await other.reporter.get(gone)).status).toBe(404);
    const again = (await work.bid(other, callId)).body.id;
    expect(await filesSeenBy(other.reporter, callId)).toEqual([]);
    expect(
      (await other.reporter.get(`${callAt(callId)}/bids/${again}/attachments/${gone.split('/').at(-1)}`)).status,
    ).toBe(404);
    const late = await sent(school);
    await work.close(callId);
    expect(codeOf(await attach(school, of(school), late))).toBe('bids-closed');
    const stays = `${of(school)}/${kept.body.id}`;
    expect(codeOf(await school.reporter.delete(stays))).toBe('bids-closed');
    expect((await work.actOn(here.secretary, callAt(callId), { action: 'open' })).status).toBe(200);
    expect(codeOf(await school.reporter.delete(stays))).toBe('bids-closed');
    for (const who of [firm.reporter, here.secretary]) expect((await who.delete(stays)).status).toBe(403);
    expect(await filesSeenBy(here.secretary, callId)).toEqual(['报价单.txt']);
    // By the clock of the database itself, whatever the program says.
    const row = { consortium_id: here.consortiumId, call_id: callId, bid_id: stays.split('/').at(-3) ?? '' };
    const file = { id: crypto.randomUUID(), file_digest: '0'.repeat(64), file_name: '迟到', media_type: 'text/plain' };
    await expect(
      server.context.db.asActor(school.reporter, (tx) =>
        tx
          .insertInto('technology_bid_file')
          .values({ ...row, ...file, bytes: 1, person_id: school.reporter.personId })
          .execute(),
      ),
    ).rejects.toThrow('the call is closed');
  });

  test('are no larger than an upload, of a kind that can be read, wholly sent, and at most twenty', async () => {
    const { callId, of } = await withBids('附件不合', school);
    const large = await beginUpload(school.reporter, here.consortiumId, 201 * 1024 * 1024, '过大.pdf');
    expect([large.status, codeOf(large)]).toEqual([413, 'too-large']);
    const half = await beginUpload(school.reporter, here.consortiumId, 10, '未传完.txt');
    const unfinished = await attach(school, of(school), idOf(half.headers.get('location') ?? ''));
    expect(codeOf(unfinished)).toBe('upload-unfinished');
    for (const [content, name] of [
      ['MZ\u0000\u0001不是图纸', '图纸.pdf'],
      ['%PDF-1.7 没有内容', '空的.pdf'],
    ] as const)
      expect([name, codeOf(await attach(school, of(school), await sent(school, content, name)))]).toEqual([
        name,
        'unreadable-file',
      ]);
    expect((await attach(school, of(school), crypto.randomUUID())).status).toBe(404);
    expect((await school.reporter.post(of(school), { uploadId: 'x' })).status).toBe(422);
    for (let number = 1; number <= 20; number++)
      expect((await attach(school, of(school), await sent(school, `${number}`, `${number}.txt`))).status).toBe(201);
    expect((await attach(school, of(school))).body.fields).toEqual(['uploadId']);
    expect(await filesSeenBy(school.reporter, callId)).toHaveLength(20);
  });

  test('cost as many queries with many as with none', async () => {
    const { callId: none } = await withBids('没有附件', school);
    const { callId: many, of } = await withBids('多个附件', school, other);
    for (const who of [school, school, other]) await attach(who, of(who));
    for (const id of [none, many]) await open(id);
    expect(await queriesOf(here.secretary, callAt(many))).toBe(await queriesOf(here.secretary, callAt(none)));
  });
});
