import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema.generated.ts';

/** A problem document of the server (RFC 9457): `title` is Chinese and says what to do; `facts` are its further members. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, title: string, facts: Readonly<Record<string, unknown>>) {
    super(title);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.facts = facts;
  }
}

/** No answer came: the network or the server is away. What was typed is kept. */
class Disconnected extends Error {
  constructor() {
    super('连接不上服务器，请检查网络后重试；已填写的内容不会丢失。');
    this.name = 'Disconnected';
  }
}

/** Every change carries the header that only our own page can send. */
const guard: Middleware = {
  onRequest({ request }) {
    request.headers.set('x-lianheti', '1');
    return request;
  },
  onError() {
    return new Disconnected();
  },
};

export const client = createClient<paths>({ baseUrl: '/' });
client.use(guard);

/** The data of an answer; anything else is thrown as `ApiProblem` or `Disconnected`. */
export async function answered<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  throw problemOf(error, response.status);
}

/** For addresses outside the description, such as signing in: the JSON of an answer. */
export async function requested(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers = { 'x-lianheti': '1', ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }) };
  const content = body instanceof FormData ? body : JSON.stringify(body ?? {});
  const response = await fetch(path, { method, headers, ...(method === 'GET' ? {} : { body: content }) }).catch(() => {
    throw new Disconnected();
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw problemOf(answer, response.status);
  return recordOf(answer);
}

function problemOf(error: unknown, status: number): ApiProblem {
  const { type, title, ...facts } = recordOf(error);
  const code = typeof type === 'string' ? type.replace('urn:lianheti:', '') : 'internal';
  return new ApiProblem(code, status, typeof title === 'string' ? title : '服务暂时不可用，请稍后重试。', facts);
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
