import { createHmac } from 'node:crypto';

const stepMs = 30_000;

/** The six digits that a class's screen shows at a moment (ms), other ones every half a minute. */
export function signInCode(secret: string, classId: string, at: number): string {
  const mac = createHmac('sha256', secret)
    .update(`training sign-in\n${classId}\n${Math.floor(at / stepMs)}`)
    .digest();
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

/** Whether somebody in the room can have read it: what the screen shows, or showed before that. */
export function isSignInCode(secret: string, classId: string, typed: string, at: number): boolean {
  return [at, at - stepMs].some((moment) => signInCode(secret, classId, moment) === typed);
}

export const secondsLeft = (at: number) => Math.ceil((stepMs - (at % stepMs)) / 1000);
