import { createHash, createHmac } from 'node:crypto';
import type { Config } from '#server/config.ts';

const lasts = 60_000;

/** The six digits on the wall by which one signs in, and until when they are shown. Nobody keeps them: each minute has its own. */
export function signInCode({ secret }: Pick<Config, 'secret'>, meetingId: string, now = Date.now()) {
  const minute = Math.floor(now / lasts);
  return { code: digitsOf(keyOf(secret, minute), meetingId), until: new Date((minute + 1) * lasts).toISOString() };
}

/** Of each code that counts now, the key by which the database knows it: the one on the wall, and the one before it, since typing takes its time. */
export function signInKeys({ secret }: Pick<Config, 'secret'>, now = Date.now()): readonly string[] {
  const minute = Math.floor(now / lasts);
  return [minute, minute - 1].map((each) => keyOf(secret, each));
}

/** Opens the meetings of one minute and tells nothing of the secret. */
function keyOf(secret: string, minute: number): string {
  return createHmac('sha256', secret).update(`sign-in ${minute}`).digest('hex');
}

/** As `sign_in_digits` of the database. */
function digitsOf(key: string, meetingId: string): string {
  const digest = createHash('sha256').update(`${key} ${meetingId.toLowerCase()}`).digest();
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
