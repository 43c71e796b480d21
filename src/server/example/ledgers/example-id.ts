import { createHash } from 'node:crypto';

/** The id that something of the example has in every installation: a UUID of version 8 (RFC 9562) made of its name. */
export function exampleId(...name: readonly (string | number)[]): string {
  const bytes = createHash('sha256')
    .update(`lianheti example\n${name.join('\n')}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
