import { spawnSync } from 'node:child_process';
import { sm2 } from 'sm-crypto-v2';
import { afterAll, describe, expect, test } from 'vitest';
import { discFolder } from '#test/disc-image.ts';
import { fingerprintOf, newDiscKeys, publicKeysOf, readDiscKeys, signBytes, wrongSignatures } from './disc-keys.ts';

const disc = discFolder();
afterAll(disc.remove);

const keys = newDiscKeys();
const own = publicKeysOf(keys);
const message = Buffer.from('清单'.repeat(1000));
const signatures = signBytes(message, keys);
const hasOpenssl = spawnSync('openssl', ['version']).stdout?.toString().startsWith('OpenSSL 3');

describe('signatures of a disc', () => {
  test('hold for the bytes that were signed, and for no others', () => {
    expect(wrongSignatures(message, signatures, own)).toEqual([]);
    expect(wrongSignatures(Buffer.concat([message, Buffer.of(0)]), signatures, own)).toEqual(['ed25519', 'sm2']);
    expect(wrongSignatures(message, signatures, publicKeysOf(newDiscKeys()))).toEqual(['ed25519', 'sm2']);
    expect(wrongSignatures(message, {}, own)).toEqual(['ed25519', 'sm2']);
    expect(wrongSignatures(message, { ...signatures, sm2: '0'.repeat(128) }, own)).toEqual(['sm2']);
    expect(wrongSignatures(message, { ...signatures, sm2: 'f'.repeat(128) }, own)).toEqual(['sm2']);
  });

  test('SM2 is the library’s own with the standard’s user id', () => {
    const theirs = sm2.doSignature(message, keys.sm2, { hash: true, publicKey: own.sm2 });
    expect(wrongSignatures(message, { ...signatures, sm2: theirs }, own)).toEqual([]);
    expect(sm2.doVerifySignature(message, signatures.sm2, own.sm2, { hash: true })).toBe(true);
    const otherUser = sm2.doSignature(message, keys.sm2, { hash: true, publicKey: own.sm2, userId: '' });
    expect(wrongSignatures(message, { ...signatures, sm2: otherUser }, own)).toEqual(['sm2']);
  });

  test.runIf(hasOpenssl)('OpenSSL verifies both', () => {
    const file = disc.write('message', message);
    const verified = (kind: string, key: string, signature: string, ...options: readonly string[]) => {
      const keyFile = disc.write(`${kind}.der`, Buffer.from(key, 'hex'));
      const signatureFile = disc.write(`${kind}.sig`, Buffer.from(signature, 'hex'));
      const inputs = ['-pubin', '-inkey', keyFile, '-keyform', 'DER', '-sigfile', signatureFile, '-in', file];
      const said = spawnSync('openssl', ['pkeyutl', '-verify', '-rawin', ...inputs, ...options], { encoding: 'utf8' });
      return said.stdout + said.stderr;
    };
    expect(verified('ed25519', `302a300506032b6570032100${own.ed25519}`, signatures.ed25519)).toContain(
      'Verified Successfully',
    );
    const spki = `3059301306072a8648ce3d020106082a811ccf5501822d034200${own.sm2}`;
    const user = ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
    expect(verified('sm2', spki, derOf(signatures.sm2), ...user)).toContain('Verified Successfully');
  });
});

test('a key file holds both private keys, and nothing else is taken for one', () => {
  expect(publicKeysOf(readDiscKeys(JSON.stringify(keys)))).toEqual(own);
  expect(fingerprintOf(own)).toMatch(/^([0-9A-F]{4} ){15}[0-9A-F]{4}$/);
  for (const text of [
    '',
    '{}',
    JSON.stringify({ ...keys, sm2: '0'.repeat(64) }),
    JSON.stringify({ ...keys, ed25519: 'x' }),
  ])
    expect(() => readDiscKeys(text)).toThrow('密钥文件无法识别');
});

/** As OpenSSL takes it: a sequence of two integers. */
function derOf(signature: string): string {
  const integer = (digits: string) => {
    const bytes = Buffer.from(digits, 'hex');
    const start = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.subarray(start);
    const signed = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
    return Buffer.concat([Buffer.of(2, signed.length), signed]);
  };
  const both = Buffer.concat([integer(signature.slice(0, 64)), integer(signature.slice(64))]);
  return Buffer.concat([Buffer.of(0x30, both.length), both]).toString('hex');
}
