import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Context } from '#server/context.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { Refusal } from '#server/http/refusal.ts';

export type ReportFile = { name: string; bytes: Uint8Array };
export type Report = { consortium: string; text: string; name: string; contact: string };
type Taken =
  | { outcome: 'taken'; number: string; secret: string }
  | { outcome: 'not-found' }
  | { outcome: 'unsuitable'; name: string; why: string };

/**
 * Takes a report from anybody, with its files as their content says what they are. Gives the case's number and the secret that lets the
 * reporter read the answer; of the secret only the digest is kept, of the reporter nothing but what it typed.
 */
export async function takeReport(
  { db, documents, files }: Pick<Context, 'db' | 'documents' | 'files'>,
  { consortium, text, name, contact }: Report,
  sent: readonly ReportFile[],
): Promise<Taken> {
  const examined = new Map<string, { digest: string; name: string; mediaType: string; bytes: number }>();
  for (const file of sent) {
    try {
      const { digest, name, mediaType } = await examineBytes(documents, file);
      examined.set(digest, { digest, name: name.slice(-200), mediaType, bytes: file.bytes.length });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { outcome: 'unsuitable', name: file.name, why: String(error.facts.detail ?? '读不出内容。') };
    }
  }
  // Before the row counts: what is acknowledged is there.
  for (const { bytes } of sent) await files.put(Readable.from([bytes]));
  const secret = (randomBytes(16).toString('hex').match(/.{4}/g) ?? []).join('-');
  const { rows } = await db.app.query<{ number: string | null }>(
    'select take_report($1, $2, $3, $4, $5, $6) as number',
    [consortium, text, name, contact, secretHash(secret), JSON.stringify([...examined.values()])],
  );
  const number = rows[0]?.number ?? null;
  if (number === null) return { outcome: 'not-found' };
  db.bus.tell('lianheti_notice', consortium);
  return { outcome: 'taken', number, secret };
}

/** However it was written down: hyphens, spaces and capitals do not matter. */
export function secretHash(secret: string): string {
  return createHash('sha256')
    .update(secret.toLowerCase().replace(/[^0-9a-f]/g, ''))
    .digest('hex');
}
