import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { DiscFault } from './disc-fault.ts';
import { newSm2Keys, signSm2, sm2PublicKeyOf, verifySm2 } from './sm2.ts';

/** Who signs discs: two private keys. The text of a key file; never to be given away, never on a disc. */
export type DiscKeys = { format: 'lianheti-disc-keys'; ed25519: string; sm2: string };

/** In hexadecimal: 32 bytes of Ed25519, an uncompressed point of SM2. */
export type PublicKeys = { ed25519: string; sm2: string };

/** In hexadecimal: 64 bytes each, the second r and s. */
export type Signatures = { ed25519: string; sm2: string };

const KeyFile = z.object({
  format: z.literal('lianheti-disc-keys'),
  ed25519: z.string().regex(/^[0-9a-f]{64}$/),
  sm2: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and SPKI (RFC 8410). */
const der = { private: '302e020100300506032b657004220420', public: '302a300506032b6570032100' };

export function newDiscKeys(): DiscKeys {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32).toString('hex');
  return { format: 'lianheti-disc-keys', ed25519: seed, sm2: newSm2Keys().privateKey };
}

/** Throws `DiscFault` where the text is no key file. */
export function readDiscKeys(text: string): DiscKeys {
  try {
    const keys = KeyFile.parse(JSON.parse(text));
    publicKeysOf(keys);
    return keys;
  } catch (cause) {
    throw new DiscFault('wrong-key', '', { cause });
  }
}

export function publicKeysOf(keys: DiscKeys): PublicKeys {
  const ed25519 = createPublicKey(ed25519Key(keys)).export({ type: 'spki', format: 'der' });
  return { ed25519: ed25519.subarray(-32).toString('hex'), sm2: sm2PublicKeyOf(keys.sm2) };
}

/** Sixteen groups of four digits, to be read out over the telephone: SHA-256 of both public keys. */
export function fingerprintOf({ ed25519, sm2 }: PublicKeys): string {
  const digest = createHash('sha256')
    .update(Buffer.from(ed25519 + sm2, 'hex'))
    .digest('hex');
  return digest.toUpperCase().match(/.{4}/g)?.join(' ') ?? '';
}

export function signBytes(bytes: Uint8Array, keys: DiscKeys): Signatures {
  return {
    ed25519: sign(null, bytes, ed25519Key(keys)).toString('hex'),
    sm2: signSm2(bytes, keys.sm2, publicKeysOf(keys).sm2),
  };
}

/** Which of the two signatures do not hold. */
export function wrongSignatures(
  bytes: Uint8Array,
  signatures: Partial<Signatures>,
  keys: PublicKeys,
): readonly (keyof Signatures)[] {
  const holds = {
    ed25519: signatures.ed25519 !== undefined && verifyEd25519(bytes, signatures.ed25519, keys.ed25519),
    sm2: signatures.sm2 !== undefined && verifySm2(bytes, signatures.sm2, keys.sm2),
  };
  return (['ed25519', 'sm2'] as const).filter((kind) => !holds[kind]);
}

function ed25519Key(keys: DiscKeys) {
  return createPrivateKey({ key: Buffer.from(der.private + keys.ed25519, 'hex'), format: 'der', type: 'pkcs8' });
}

function verifyEd25519(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature) || !/^[0-9a-f]{64}$/.test(publicKey)) return false;
  const key = createPublicKey({ key: Buffer.from(der.public + publicKey, 'hex'), format: 'der', type: 'spki' });
  return verify(null, bytes, key, Buffer.from(signature, 'hex'));
}
