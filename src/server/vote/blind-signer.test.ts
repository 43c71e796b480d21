import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { describe, expect, test } from 'vitest';
import { ballotMessage } from '#core/council/ballot-message.ts';
import { finishBallot, prepareBallot } from '#web/vote/secret-ballot.ts';
import { isProven, isSigned, makeBallotKey, signBlinded } from './blind-signer.ts';

const key = await makeBallotKey();
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const message = (choice: 'for' | 'against') => new TextEncoder().encode(ballotMessage('v', choice));

describe('a secret ballot (B-2.4)', () => {
  test('is signed unseen: what the server signs tells nothing of the serial, and the signature holds for the serial alone', async () => {
    const prepared = await prepareBallot(key.publicKey);
    const signed = Buffer.from(signBlinded(key, bytes(prepared.blinded))).toString('base64');
    const ballot = await finishBallot({ voteId: 'v', publicKey: key.publicKey, prepared, signed, choice: 'for' });
    const [serial, signature, proof] = [bytes(ballot.serial), bytes(ballot.signature), bytes(ballot.proof)];
    expect(isSigned(key.publicKey, serial, signature)).toBe(true);
    expect([prepared.blinded, signed]).not.toContain(ballot.signature);
    // The same serial blinded anew is another message: neither of them leads back to it.
    const again = await RSABSSA.SHA384.PSS.Deterministic().blind(await publicKey(), serial);
    expect(Buffer.from(again.blindedMsg).toString('base64')).not.toBe(prepared.blinded);
    const other = await prepareBallot(key.publicKey);
    expect(isSigned(key.publicKey, bytes(other.serial), signature)).toBe(false);
    expect(isSigned((await makeBallotKey()).publicKey, serial, signature)).toBe(false);
    expect(await isProven(serial, message('for'), proof)).toBe(true);
    expect(await isProven(serial, message('against'), proof)).toBe(false);
    expect(await isProven(bytes(other.serial), message('for'), proof)).toBe(false);
    expect(await isProven(new Uint8Array(65), message('for'), proof)).toBe(false);
  });

  test('is signed as the library that follows the standard signs it', async () => {
    const { blindedMsg } = await RSABSSA.SHA384.PSS.Deterministic().blind(await publicKey(), new Uint8Array([1, 2, 3]));
    const privateKey = await crypto.subtle.importKey(
      'pkcs8',
      bytes(key.privateKey),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['sign'],
    );
    const theirs = await RSABSSA.SHA384.PSS.Deterministic().blindSign(privateKey, blindedMsg);
    expect(Buffer.from(signBlinded(key, blindedMsg)).equals(Buffer.from(theirs))).toBe(true);
    expect(() => signBlinded(key, new Uint8Array(10))).toThrow();
    expect(() => signBlinded(key, new Uint8Array(256).fill(255))).toThrow();
  });
});

function publicKey() {
  return crypto.subtle.importKey('spki', bytes(key.publicKey), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
}
