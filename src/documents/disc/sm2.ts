import { createHash } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';

/** GB/T 32918.5: the curve's a and b and its base point, as they go into a signer's digest. */
const curve = [
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
].join('');

/** The user id that GB/T 35276 sets where two sides have agreed on none. Node's own SM2 takes an empty one, and nobody else understands its signatures. */
const userId = '1234567812345678';

/** `privateKey` 64 and `publicKey` 130 hexadecimal digits, the latter an uncompressed point (`04…`). */
export function newSm2Keys(): { privateKey: string; publicKey: string } {
  return sm2.generateKeyPairHex();
}

export function isSm2PublicKey(text: string): boolean {
  return /^04[0-9a-f]{128}$/.test(text) && sm2.verifyPublicKey(text);
}

export function sm2PublicKeyOf(privateKey: string): string {
  return sm2.getPublicKeyFromPrivateKey(privateKey);
}

/** A signature (r and s, 128 hexadecimal digits), as any SM2 program makes it of the bytes. */
export function signSm2(bytes: Uint8Array, privateKey: string, publicKey: string): string {
  return sm2.doSignature(messageDigest(bytes, publicKey), privateKey, { hash: false });
}

export function verifySm2(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature) || !isSm2PublicKey(publicKey)) return false;
  try {
    return sm2.doVerifySignature(messageDigest(bytes, publicKey), signature, publicKey, { hash: false });
  } catch {
    // The library throws where r or s is no number of the curve's order.
    return false;
  }
}

/** SM3(Z ‖ message), GB/T 32918.2 5.5, by Node's own SM3: the library's is in JavaScript, and a manifest may have megabytes. */
function messageDigest(bytes: Uint8Array, publicKey: string): Uint8Array {
  const length = Buffer.of(0, userId.length * 8);
  const z = createHash('sm3')
    .update(length)
    .update(userId, 'latin1')
    .update(Buffer.from(curve + publicKey.slice(2), 'hex'))
    .digest();
  return createHash('sm3').update(z).update(bytes).digest();
}
