import { createHash, randomBytes } from 'node:crypto';

/** The secret of an invitation's link, 256 bits; only its hash is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
