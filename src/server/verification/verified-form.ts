import { verifiedMark } from '#documents/print/verified-mark.ts';
import type { Actor } from '#server/access/actor.ts';
import { readApplication } from '#server/application/application-row.ts';
import type { DocumentKind } from '#server/application/frozen-document.ts';
import { readRevision } from '#server/application/read-revisions.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from './read-verified.ts';
import { isVerified } from './verified-row.ts';

/**
 * The form with the figures as the province verified them: corrected ones replaced, those not recognised blank, and marked as such on each
 * page. Throws `Refusal('action-not-possible')` before the verification has ended.
 */
export async function verifiedForm({ db, packs, documents }: Context, actor: Actor, id: string, kind: DocumentKind) {
  const { row, revision, answers } = await db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    if (row.latest_revision === null || !isVerified(row.state))
      throw new Refusal('action-not-possible', { state: row.state });
    const answers = (await readVerified(tx, [row])).get(id)?.verified ?? {};
    return { row, revision: await readRevision(tx, row, row.latest_revision), answers };
  });
  const stored = await packs.byDigest(revision.pack_digest);
  const { digest } = revision;
  const seal = { digest, takenAt: revision.taken_at.toISOString(), isVerified: true };
  const bytes =
    kind === 'pdf'
      ? await documents.pdf(stored, answers, seal)
      : await documents.docx(stored, answers, verifiedMark(digest));
  return { bytes, name: row.consortium };
}
