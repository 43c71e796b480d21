import { randomUUID } from 'node:crypto';

/** A UUID of version 7 (RFC 9562): begins with the moment, so that entries of one time lie side by side in every index. */
export function uuidV7(): string {
  const moment = Date.now().toString(16).padStart(12, '0');
  // The rest, variant included, is that of a random one.
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${randomUUID().slice(15)}`;
}
