import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const [nonceBytes, tagBytes] = [12, 16];

/** For what a text is sealed and whose it is: opened for anything else, it does not open. */
type Seal = { secret: string; owner: string; purpose: string };

/** A text under the installation's secret (AES-256-GCM), to be kept in a row. */
export function sealText(text: string, seal: Seal): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(seal), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws an `Error` where the secret is not the one under which it was sealed. */
export function unsealText(sealed: string, seal: Seal): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(seal), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
}

function keyOf({ secret, owner, purpose }: Seal): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, owner, purpose, 32));
}
