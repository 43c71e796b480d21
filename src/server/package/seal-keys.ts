import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type DiscKeys, readDiscKeys } from '#documents/disc/disc-keys.ts';
import { Refusal } from '#server/http/refusal.ts';

const [nonceBytes, tagBytes] = [12, 16];

/** An office's private keys under the installation's secret (AES-256-GCM), bound to that office: text to be kept in a row. */
export function sealKeys(keys: DiscKeys, secret: string, unitId: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, unitId), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws `Refusal('unavailable')` where the secret is not the one under which they were sealed. */
export function unsealKeys(sealed: string, secret: string, unitId: string): DiscKeys {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, unitId), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return readDiscKeys(opened.toString('utf8'));
  } catch {
    throw new Refusal('unavailable', {
      detail: '光盘签名密钥打不开：本系统的 SECRET 与建立密钥时不同，请联系系统管理员恢复原来的设置。',
    });
  }
}

function keyOf(secret: string, unitId: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, unitId, 'lianheti disc keys', 32));
}
