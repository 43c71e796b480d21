import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '#server/config.ts';

const lasts = 60_000;

/** The six digits on the wall by which one signs in, and until when they are shown. Nobody keeps them: each minute has its own. */
export function signInCode({ secret }: Pick<Config, 'secret'>, meetingId: string, now = Date.now()) {
  const minute = Math.floor(now / lasts);
  return { code: codeOf(secret, meetingId, minute), until: new Date((minute + 1) * lasts).toISOString() };
}

/** Whether a code is the one on the wall, or the one before it: typing takes its time. */
export function isSignInCode({ secret }: Pick<Config, 'secret'>, meetingId: string, code: string, now = Date.now()) {
  const minute = Math.floor(now / lasts);
  return [minute, minute - 1].some((each) => {
    const right = Buffer.from(codeOf(secret, meetingId, each));
    const typed = Buffer.from(code);
    return typed.length === right.length && timingSafeEqual(typed, right);
  });
}

function codeOf(secret: string, meetingId: string, minute: number): string {
  const digest = createHmac('sha256', secret).update(`meeting ${meetingId} ${minute}`).digest();
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
