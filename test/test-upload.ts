import { request } from 'node:http';
import type { TestAnswer, TestClient } from './test-client.ts';

const tus = { 'tus-resumable': '1.0.0' };
const octets = { ...tus, 'content-type': 'application/offset+octet-stream' };

const nameOf = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;

/** Begins an upload; the answer's `location` is where its bytes go. */
export function beginUpload(
  client: TestClient,
  consortiumId: string,
  length: number,
  name: string,
): Promise<TestAnswer> {
  return beginUploadAt(client, `/api/consortia/${consortiumId}/uploads`, length, name);
}

/** The same, to where any module takes uploads. */
export function beginUploadAt(client: TestClient, at: string, length: number, name: string): Promise<TestAnswer> {
  const headers = { ...tus, 'upload-length': String(length), 'upload-metadata': nameOf(name) };
  return client.request('POST', at, { headers });
}

/** Sends bytes from an offset on. */
export function sendBytes(client: TestClient, location: string, bytes: Uint8Array, offset = 0): Promise<TestAnswer> {
  return client.request('PATCH', location, {
    headers: { ...octets, 'upload-offset': String(offset) },
    body: Uint8Array.from(bytes),
  });
}

/** How far an upload has come. */
export async function offsetOf(client: TestClient, location: string): Promise<number> {
  return Number((await client.request('HEAD', location, { headers: tus })).headers.get('upload-offset'));
}

export const idOf = (location: string) => location.split('/').at(-1) ?? '';

/** A whole file on the server, not yet evidence: its upload's id. */
export function upload(client: TestClient, consortiumId: string, bytes: Uint8Array, name: string): Promise<string> {
  return uploadTo(client, `/api/consortia/${consortiumId}/uploads`, bytes, name);
}

/** The same, to where any module takes uploads. */
export async function uploadTo(client: TestClient, at: string, bytes: Uint8Array, name: string): Promise<string> {
  const begun = await beginUploadAt(client, at, bytes.length, name);
  const location = begun.headers.get('location') ?? '';
  const sent = await sendBytes(client, location, bytes);
  if (begun.status !== 201 || sent.status !== 204)
    throw new Error(`upload: ${begun.status} ${begun.text} ${sent.status}`);
  return idOf(location);
}

/** Promises all bytes, sends some of them, and cuts the line once `when` says so. */
export async function sendAndCut(
  { address, headers, location }: { address: string; headers: Readonly<Record<string, string>>; location: string },
  bytes: Uint8Array,
  { after, when }: { after: number; when: () => Promise<unknown> },
): Promise<void> {
  const sending = request(address + location, {
    method: 'PATCH',
    headers: { ...headers, ...octets, 'upload-offset': '0', 'content-length': bytes.length },
  });
  sending.on('error', () => {});
  await new Promise((resolve) => sending.write(bytes.subarray(0, after), resolve));
  await when();
  sending.destroy();
}
