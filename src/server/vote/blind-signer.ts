import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateEncrypt,
  publicDecrypt,
  verify,
  webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';

/** The key of one secret vote: PKCS#8 and SPKI, base64. */
export type BallotKey = { privateKey: string; publicKey: string };

const modulusLength = 2048;
const padding = constants.RSA_NO_PADDING;

export async function makeBallotKey(): Promise<BallotKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { privateKey: privateKey.toString('base64'), publicKey: publicKey.toString('base64') };
}

/**
 * BlindSign of RFC 9474, 4.3: signs what it cannot read, by OpenSSL, which neither time nor cache betrays. The voter's side is
 * `@cloudflare/blindrsa-ts`. Throws an `Error` for what is no blinded message of this key.
 */
export function signBlinded({ privateKey, publicKey }: BallotKey, blinded: Uint8Array): Uint8Array {
  const signed = privateEncrypt({ key: privateKeyOf(privateKey), padding }, blinded);
  // A fault while signing would give the key away.
  if (!publicDecrypt({ key: publicKeyOf(publicKey), padding }, signed).equals(blinded))
    throw new Error('a signature went wrong');
  return signed;
}

/** Whether a ballot's serial bears the key's signature (RSASSA-PSS, SHA-384). */
export function isSigned(publicKey: string, serial: Uint8Array, signature: Uint8Array): boolean {
  const key = { key: publicKeyOf(publicKey), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', serial, key, signature);
}

/** Whether a choice was signed by the key that a ballot's serial is (ECDSA on P-256, SHA-256). */
export async function isProven(serial: Uint8Array, message: Uint8Array, proof: Uint8Array): Promise<boolean> {
  const { subtle } = webcrypto;
  try {
    const key = await subtle.importKey('raw', serial, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, proof, message);
  } catch {
    // A serial that is no point of the curve proves nothing.
    return false;
  }
}

const publicKeyOf = (publicKey: string) =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
const privateKeyOf = (privateKey: string) =>
  createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
