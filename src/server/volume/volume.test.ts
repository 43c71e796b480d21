import { setTimeout as sleep } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPng } from '#test/evidence-files.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let other: TestMember;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  other = await testMember(server, here.consortiumId, { name: '示例机电' });
});
afterAll(() => server.close());

async function evidence(who: TestClient, bytes: Uint8Array, name: string, links: object): Promise<string> {
  const uploadId = await upload(who, here.consortiumId, bytes, name);
  const made = await who.post(`/api/consortia/${here.consortiumId}/evidence`, { uploadId, title: name, ...links });
  expect(made.status).toBe(201);
  return made.body.id;
}

async function bind(who: TestClient, body: object = {}) {
  const begun = await who.post(`/api/consortia/${here.consortiumId}/volumes`, body);
  expect(begun.status).toBe(202);
  for (let tries = 0; tries < 400; tries++) {
    const job = (await who.get(`/api/jobs/${begun.body.jobId}`)).body;
    if (!['waiting', 'running'].includes(job.state)) return job;
    await sleep(50);
  }
  throw new Error('the volume is never bound');
}

async function pagesOf(who: TestClient, jobId: string): Promise<string[]> {
  const answer = await fetch(`${server.address}/api/jobs/${jobId}/result`, { headers: who.headers });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const document = await getDocument({ data: new Uint8Array(await answer.arrayBuffer()), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s/g, ''),
    );
  }
  return pages;
}

describe('the volume of a consortium', () => {
  test('is bound in the order of the indicator system, says at each piece what it proves, and its index is right', async () => {
    const ledger = `/api/consortia/${here.consortiumId}/ledgers/talent-demand-report`;
    const values = { publisher: school.id, title: '虚构需求报告', publishedOn: '2021-05-01' };
    const entryId = (await school.reporter.post(`${ledger}/entries`, { values })).body.id;
    const document = await PDFDocument.create();
    for (const word of ['one', 'two', 'three']) document.addPage().drawText(word);
    await evidence(here.secretary, aPng(60, 40), '三点一照片.png', { points: ['3.1'] });
    await evidence(school.reporter, await document.save(), '报告.pdf', {
      entries: [entryId],
      memberId: school.id,
      periodFrom: '2021-01-01',
      periodTo: '2021-12-31',
    });
    await evidence(here.secretary, aPng(60, 40), '一点一照片.png', { points: ['1.1'] });
    await evidence(here.secretary, aPng(60, 40), '什么也不证明.png', {});
    const job = await bind(here.secretary, { title: '示例支撑材料' });
    expect(job).toMatchObject({ state: 'done', result: { pieces: 3, file: { name: '示例支撑材料.pdf' } } });
    const { bound } = job.result;
    expect(bound[0].title).toBe('一点一照片.png');
    const pages = await pagesOf(here.secretary, job.id);
    for (const { title, firstPage } of bound) {
      expect(pages[firstPage - 1]).toContain(title);
      expect(pages[1]).toMatch(new RegExp(`${title}.*?${firstPage}`));
    }
    const report = bound.find(({ title }: { title: string }) => title === '报告.pdf');
    expect(report).toMatchObject({ pages: 3 });
    expect(pages[report.firstPage - 1]).toContain('虚构需求报告');
    expect(pages[report.firstPage - 1]).toContain('2021-01-01至2021-12-31');
    expect(pages[report.firstPage + 1]).toContain('three');
  });

  test('holds for a member no more than the member may see, and says where there is nothing', async () => {
    const job = await bind(school.reporter);
    expect(job.result.bound.map(({ title }: { title: string }) => title)).toEqual(['报告.pdf']);
    const none = await bind(other.reporter);
    expect(none).toMatchObject({ state: 'failed', message: expect.stringContaining('没有可以装订的材料') });
    expect((await here.secretary.post(`/api/consortia/${here.consortiumId}/volumes`, { evidence: [] })).status).toBe(
      422,
    );
  });
});
