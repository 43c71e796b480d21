import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { ballotMessage } from '#core/council/ballot-message.ts';
import type { Choice } from '#core/council/tally.ts';

/**
 * A ballot that only this browser knows (RFC 9474): `serial` is the public half of a key made for it alone. The server signs `blinded` for a seat without
 * seeing the serial; what is cast afterwards bears the signature and no seat. All but `key` as base64.
 */
export type PreparedBallot = { serial: string; key: JsonWebKey; blinded: string; inverse: string };

/** What is cast. Its choice is signed by the ballot's own key: nobody who keeps ballots changes one. */
export type SecretBallot = { serial: string; signature: string; choice: Choice; proof: string };

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const suite = RSABSSA.SHA384.PSS.Deterministic();

/** Whether this browser can keep such a secret: over plain http none does. */
export const canVoteSecretly = () => globalThis.crypto?.subtle !== undefined;

export async function prepareBallot(publicKey: string): Promise<PreparedBallot> {
  const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const serial = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const { blindedMsg, inv } = await suite.blind(await readKey(publicKey), serial);
  return {
    serial: toBase64(serial),
    key: await crypto.subtle.exportKey('jwk', pair.privateKey),
    blinded: toBase64(blindedMsg),
    inverse: toBase64(inv),
  };
}

/** Throws an `Error` where the server signed something else. */
export async function finishBallot(order: {
  voteId: string;
  publicKey: string;
  prepared: PreparedBallot;
  signed: string;
  choice: Choice;
}): Promise<SecretBallot> {
  const { voteId, publicKey, prepared, signed, choice } = order;
  const signature = await suite.finalize(
    await readKey(publicKey),
    fromBase64(prepared.serial),
    fromBase64(signed),
    fromBase64(prepared.inverse),
  );
  const key = await crypto.subtle.importKey('jwk', prepared.key, curve, false, ['sign']);
  const message = new TextEncoder().encode(ballotMessage(voteId, choice));
  const proof = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, message));
  return { serial: prepared.serial, signature: toBase64(signature), choice, proof: toBase64(proof) };
}

/** By which a voter finds its ballot among those that were counted: the beginning of its serial's SHA-256. */
export async function codeOfSerial(serial: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', fromBase64(serial)));
  return [...digest.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readKey(publicKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('spki', fromBase64(publicKey), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
