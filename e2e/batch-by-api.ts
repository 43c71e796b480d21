import { figureCells } from '#core/verification/verdict.ts';
import { currentPack } from '#packs/packs.ts';
import type { Nation } from '#server/example/nation/make-nation.ts';
import { type Body, type TestAnswer, type TestClient, testClient } from '#test/test-client.ts';
import { changesOf } from '#test/test-consortium.ts';
import { pointIds } from '#test/test-reading.ts';
import { examplePassword } from './start-app.ts';

/** What the nation's people do over the API, each in a session of their own. `batchId` is the batch they do it in. */
export function batchByApi(address: string, nation: Nation) {
  const sessions = new Map<string, Promise<TestClient>>();
  const as = (account: string): Promise<TestClient> => {
    const known = sessions.get(account) ?? signIn(address, account);
    sessions.set(account, known);
    return known;
  };
  const unitOf = async (account: string): Promise<string> =>
    done(await (await as(account)).get('/api/me')).roles[0].unit.id;

  return {
    as,
    unitOf,
    /** Fills in, submits and confirms; gives the application. */
    apply: async (batchId: string, number: number): Promise<string> => {
      const secretary = await as(`secretariat-${number + 1}`);
      const consortiumId = await unitOf(`secretariat-${number + 1}`);
      const { id } = done(await secretary.post(`/api/batches/${batchId}/applications`, { consortiumId }));
      const form = `/api/applications/${id}`;
      const changes = changesOf(nation.consortia[number]?.answers ?? {});
      const { sequence } = done(await secretary.post(`${form}/answers`, { changes }));
      const { revision, digest } = done(await secretary.post(`${form}/submission`, { reasons: {}, sequence }));
      for (const lead of ['park', 'school', 'enterprise'])
        done(await (await as(`${lead}-${number + 1}`)).post(`${form}/revisions/${revision}/confirmation`, { digest }));
      return id;
    },
    verify: async (officer: string, application: string): Promise<void> => {
      const client = await as(officer);
      const verdicts = figureCells(currentPack.form).map(({ path }) => ({ cell: path, verdict: 'true', reason: '' }));
      done(await client.post(`/api/applications/${application}/verdicts`, { revision: 1, verdicts }));
      done(await client.post(`/api/applications/${application}/verification`, { revision: 1 }));
    },
    recommend: async (officer: string, batchId: string, applications: readonly string[]): Promise<void> => {
      const client = await as(officer);
      const list = `/api/batches/${batchId}/recommendations/${await unitOf(officer)}`;
      const items = applications.map((applicationId) => ({ applicationId, opinion: '同意推荐（虚构）' }));
      const { version } = done(await client.put(list, { version: 0, items, opinion: '同意推荐（虚构）' }));
      done(await client.post(`${list}/submission`, { version }));
    },
    admit: async (application: string): Promise<void> => {
      const ministry = await as('ministry');
      const formal = `/api/applications/${application}/formal`;
      for (const { id, result } of done(await ministry.get(formal)).items)
        if (result === 'open')
          done(await ministry.put(`${formal}/items/${id}`, { result: 'met', reason: '', version: 0 }));
      done(await ministry.post(`${formal}/decision`, { decision: 'admitted', reason: '' }));
    },
    /** Who was drawn says yes. */
    accept: async (batchId: string): Promise<void> => {
      const { pool } = done(await (await as('ministry')).get(`/api/batches/${batchId}/experts`));
      for (const { name, standing } of pool) {
        if (standing !== 'drawn') continue;
        const answer = { answer: 'accepted', reason: '', load: 8, version: 0 };
        done(await (await as(accountOf(nation, name))).put(`/api/batches/${batchId}/participation`, answer));
      }
    },
    /** Who reads what, once the assignment stands: accounts by application. */
    readers: async (batchId: string): Promise<readonly { application: string; account: string }[]> => {
      const { applications } = done(await (await as('ministry')).get(`/api/batches/${batchId}/assignment`));
      return applications.flatMap(({ id, reading }: { id: string; reading: readonly { name: string }[] }) =>
        reading.map(({ name }) => ({ application: id, account: accountOf(nation, name) })),
      );
    },
    read: async (account: string, application: string, score: number): Promise<void> => {
      const client = await as(account);
      const reading = `/api/applications/${application}/reading`;
      for (const point of pointIds)
        done(await client.put(`${reading}/scores/${point}`, { score, reason: '', baseVersion: 0 }));
      done(await client.post(`${reading}/submission`));
    },
  };
}

/** The body of an answer that went well. Throws with what was said otherwise. */
export function done({ status, text, body }: TestAnswer): Body {
  if (status >= 300) throw new Error(`${status}: ${text}`);
  return body;
}

async function signIn(address: string, account: string): Promise<TestClient> {
  const email = `${account}@shili.example`;
  const answer = await testClient(address, {}).post('/api/auth/sign-in/email', { email, password: examplePassword });
  done(answer);
  return testClient(address, { cookie: answer.cookie });
}

function accountOf({ experts }: Nation, name: string): string {
  const expert = experts.find((each) => `${each.name}（虚构）` === name);
  if (!expert) throw new Error(`no expert of the nation is called ${name}`);
  return `expert-${expert.number + 1}`;
}
