import type { Context } from '#server/context.ts';
import type { ActingPerson } from '#server/db/database.ts';
import { readApplication } from './application-row.ts';
import { readRevision } from './read-revisions.ts';
import { recordOf } from './view-application.ts';

export type DocumentKind = 'docx' | 'pdf';

/**
 * The document of a frozen revision. It is set once and kept, so that the same bytes are given years later, whatever the program
 * has learnt since. Throws `Refusal('not-found')`.
 */
export async function frozenDocument(
  context: Context,
  actor: ActingPerson,
  id: string,
  number: number,
  kind: DocumentKind,
) {
  const { db, packs, documents } = context;
  const { row, revision, kept } = await db.readAs(actor, async (tx) => {
    const found = await readApplication(tx, id);
    const frozen = await readRevision(tx, found, number);
    const bytes = await tx
      .selectFrom('revision_document')
      .select('bytes')
      .where('consortium_id', '=', found.consortium_id)
      .where('application_id', '=', id)
      .where('number', '=', number)
      .where('kind', '=', kind)
      .executeTakeFirst();
    return { row: found, revision: frozen, kept: bytes?.bytes };
  });
  const name = row.consortium;
  if (kept) return { bytes: kept, name };

  const stored = await packs.byDigest(revision.pack_digest);
  const answers = recordOf(revision.answers);
  const seal = { digest: revision.digest, takenAt: revision.taken_at.toISOString() };
  const bytes = kind === 'pdf' ? await documents.pdf(stored, answers, seal) : await documents.docx(stored, answers);
  const key = { consortium_id: row.consortium_id, application_id: id, number, kind };
  return db.asActor(actor, async (tx) => {
    await tx
      .insertInto('revision_document')
      .values({ ...key, bytes: Buffer.from(bytes) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // Another request may have kept its own first: what is kept is what is given.
    const first = await tx
      .selectFrom('revision_document')
      .select('bytes')
      .where('consortium_id', '=', key.consortium_id)
      .where('application_id', '=', id)
      .where('number', '=', number)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow();
    return { bytes: first.bytes, name };
  });
}
