export type TestAnswer = {
  status: number;
  /** The JSON body, or `undefined` where there is none. Tests say what they expect of it. */
  body: Body;
  text: string;
  headers: Headers;
  /** The cookies that were set, as the next request sends them. */
  cookie: string;
};

/** What JSON.parse gives: a test says itself what it expects to find. */
export type Body = ReturnType<JSON['parse']>;

type Send = (path: string, body?: unknown, headers?: Record<string, string>) => Promise<TestAnswer>;

export type TestClient = {
  get: Send;
  post: Send;
  put: Send;
  patch: Send;
  delete: Send;
  request: (method: string, path: string, init?: RequestInit) => Promise<TestAnswer>;
  headers: Readonly<Record<string, string>>;
};

/** A client of one session that sends what the web app sends. */
export function testClient(address: string, credentials: Record<string, string>): TestClient {
  const headers = { 'x-lianheti': '1', ...credentials };
  async function request(method: string, path: string, init: RequestInit = {}): Promise<TestAnswer> {
    const response = await fetch(address + path, {
      ...init,
      method,
      redirect: 'manual',
      headers: { ...headers, ...init.headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      body: response.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : undefined,
      text,
      headers: response.headers,
      cookie: response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0] ?? '')
        .join('; '),
    };
  }
  const send =
    (method: string): Send =>
    (path, body, more = {}) =>
      request(method, path, {
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: body === undefined ? more : { 'content-type': 'application/json', ...more },
      });
  return {
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
    request,
    headers,
  };
}
