import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/form/canonical-json.ts';

/** What a certificate says: nothing personal. Days are `YYYY-MM-DD`, amounts decimal texts. */
export type CertificateContent = {
  organisation: string;
  creditCode: string | null;
  consortium: string;
  category: string;
  joinedOn: string;
  leftOn: string | null;
  /** The day that it speaks of. */
  issuedOn: string;
  figures: readonly CertifiedFigure[];
};

/** `60.5 万元` of one figure in one year. */
export type CertifiedFigure = { label: string; year: number; amount: string; unit: string };

/** SHA-256 (64 hex digits) over the content's canonical JSON. */
export function digestCertificate(content: CertificateContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A code that cannot be guessed (79 bits) and can be read aloud, from 16 random bytes: `7KQ2-…`. */
export function certificateCode(random: Uint8Array): string {
  const letters = [...random.subarray(0, 16)].map((byte) => alphabet[byte % alphabet.length]);
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

/** A code as it stands in the table, from however it was typed; undefined where it can be none. */
export function tidyCertificateCode(typed: string): string | undefined {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return letters.length === 16 ? letters.replace(/(.{4})(?=.)/g, '$1-') : undefined;
}
