import { sql } from 'kysely';
import { expect } from 'vitest';
import type { TestAnswer, TestClient } from './test-client.ts';
import { dayFromNow as day, type TestMember, type TestPartners } from './test-members.ts';
import type { TestServer } from './test-server.ts';
import { upload } from './test-upload.ts';

let count = 0;

export const needBody = (more: Record<string, unknown> = {}) => ({
  ...{ title: `齿轮箱异响${++count}`, field: '数控机床', kind: '工艺改进', keywords: ['齿轮'], budget: '200000' },
  ...{ openness: 'consortium', summary: '机床齿轮箱在高速时异响。', detail: '型号与图纸。' },
  ...more,
});

/** What the tests of technology services do over and over, for the enterprise and the school of a consortium. */
export type TechnologyWork = {
  /** A need of the enterprise; answers its id. */
  post: (more?: Record<string, unknown>) => Promise<string>;
  /** An open call for a need of its own. */
  callFor: (title: string, more?: Record<string, unknown>) => Promise<string>;
  bid: (who: TestMember, callId: string, plan?: string) => Promise<TestAnswer>;
  /** As if the call had closed already. */
  close: (callId: string) => Promise<void>;
  /** A step of a call or a contract at its latest version. */
  actOn: (who: TestClient, at: string, body: Record<string, unknown>) => Promise<TestAnswer>;
  /** A contract that both have agreed on; answers its address. */
  agreed: (title: string, more?: Record<string, unknown>) => Promise<string>;
  receive: (at: string, amount: string, more?: Record<string, unknown>) => Promise<TestAnswer>;
};

export function technologyWork(server: TestServer, { here, school, firm, url }: TestPartners): TechnologyWork {
  const made = async (asked: Promise<TestAnswer>): Promise<string> => {
    const answer = await asked;
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
    return answer.body.id;
  };
  const post: TechnologyWork['post'] = (more = {}) =>
    made(firm.reporter.post(`${url}/technology-needs`, { memberId: firm.id, ...needBody(more) }));
  const actOn: TechnologyWork['actOn'] = async (who, at, body) =>
    who.post(`${at}/acts`, { version: (await here.secretary.get(at)).body.version, ...body });
  const proof = async (): Promise<string> => {
    const name = `凭证${++count}.txt`;
    const uploadId = await upload(school.reporter, here.consortiumId, Buffer.from(name), name);
    expect((await school.reporter.post(`${url}/evidence`, { uploadId, memberId: school.id })).status).toBe(201);
    return uploadId;
  };
  return {
    post,
    actOn,
    callFor: async (title, more) => {
      const needId = await post({ title, ...more });
      const said = { needId, requirements: '给出方案和样件', closesAt: `${day(9)}T10:00:00+08:00` };
      return made(firm.reporter.post(`${url}/technology-calls`, said));
    },
    bid: (who, id, plan = '密封的方案') =>
      who.reporter.put(`${url}/technology-calls/${id}/bidders/${who.id}`, { amount: '180000', days: 120, plan }),
    close: (callId) =>
      server.context.db.asOwner(async (tx) => {
        await sql`alter table technology_call disable trigger technology_call_kept`.execute(tx);
        await sql`update technology_call set closes_at = clock_timestamp() - interval '1 minute' where id = ${callId}`.execute(
          tx,
        );
        await sql`alter table technology_call enable trigger technology_call_kept`.execute(tx);
      }),
    agreed: async (title, more) => {
      const sides = { providerId: school.id, enterpriseId: firm.id };
      const said = { title, amount: '300000', signedOn: day(-40), milestones: [{ title: '样件', dueOn: day(-10) }] };
      const id = await made(school.reporter.post(`${url}/technology-contracts`, { ...sides, ...said, ...more }));
      const at = `${url}/technology-contracts/${id}`;
      expect((await actOn(firm.reporter, at, { action: 'agree' })).status).toBe(200);
      return at;
    },
    receive: async (at, amount, more) =>
      school.reporter.post(`${at}/receipts`, {
        ...{ voucher: `虚构-${++count}`, amount, receivedOn: day(-5), evidenceId: await proof() },
        ...more,
      }),
  };
}
