import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isPostable, lookUpPublic, PrivateAddress } from './public-address.ts';
import type { WebhookMessage } from './webhook-message.ts';

const mostAnswer = 4096;

type Limits = { allowPrivate: boolean; signal: AbortSignal };

/**
 * Posts a message and gives the answer's status and beginning. Follows no redirect; connects only to a public address unless `allowPrivate`. Rejects
 * with `PrivateAddress`, with the signal's reason, or with what the network says.
 */
export function postMessage(
  { url, headers, body }: WebhookMessage,
  { allowPrivate, signal }: Limits,
): Promise<{ status: number; text: string }> {
  if (!isPostable(url, allowPrivate)) return Promise.reject(new PrivateAddress());
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal,
      agent: false,
      ...(allowPrivate ? {} : { lookup: lookUpPublic }),
    };
    const posting = request(url, options, (answer) => {
      const pieces: Buffer[] = [];
      let length = 0;
      const end = () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') });
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece);
        length += piece.length;
        if (length < mostAnswer) return;
        end();
        answer.destroy();
      });
      answer.on('end', end);
      answer.on('error', reject);
    });
    posting.on('error', reject);
    posting.end(body);
  });
}
