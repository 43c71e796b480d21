import { type DiscKeys, readDiscKeys } from '#documents/disc/disc-keys.ts';
import { sealText, unsealText } from '#server/auth/seal-text.ts';
import { Refusal } from '#server/http/refusal.ts';

const purpose = 'lianheti disc keys';

/** An office's private keys under the installation's secret, bound to that office: text to be kept in a row. */
export function sealKeys(keys: DiscKeys, secret: string, unitId: string): string {
  return sealText(JSON.stringify(keys), { secret, owner: unitId, purpose });
}

/** Throws `Refusal('unavailable')` where the secret is not the one under which they were sealed. */
export function unsealKeys(sealed: string, secret: string, unitId: string): DiscKeys {
  try {
    return readDiscKeys(unsealText(sealed, { secret, owner: unitId, purpose }));
  } catch {
    throw new Refusal('unavailable', {
      detail: '光盘签名密钥打不开：本系统的 SECRET 与建立密钥时不同，请联系系统管理员恢复原来的设置。',
    });
  }
}
