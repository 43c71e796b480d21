import { Readable } from 'node:stream';
import type { ExaminedFile } from '#documents/evidence/examine-file.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { addEvidence } from '#server/evidence/make-evidence.ts';
import type { StoredFile } from '#server/files/file-store.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { printedVersion } from './document-file.ts';
import {
  type DocumentRow,
  documentKind,
  readManaged,
  readVersion,
  type VersionRow,
  versionLabel,
} from './document-row.ts';

type EvidenceFile = { examined: ExaminedFile; stored: StoredFile };

/** The file that proves a version: the one that was uploaded, or its text printed as PDF and kept. Throws `Refusal('not-found')`, `forbidden`. */
export async function evidenceFile(
  context: Context,
  actor: Actor,
  { documentId, versionId }: { documentId: string; versionId: string },
): Promise<EvidenceFile> {
  const row = await context.db.readAs(actor, async (tx) =>
    readVersion(tx, await readManaged(tx, documentId), versionId),
  );
  const { file_digest, file_name, media_type, bytes, page_count } = row;
  if (file_digest !== null && file_name !== null && media_type !== null && bytes !== null) {
    const examined = {
      name: file_name,
      mediaType: media_type,
      pages: page_count || null,
      width: null,
      height: null,
      notice: null,
    };
    return { examined, stored: { digest: file_digest, bytes } };
  }
  const printed = await printedVersion(context, actor, { documentId, versionId }, 'pdf');
  return {
    examined: await examineBytes(context.documents, printed),
    stored: await context.files.put(Readable.from([printed.bytes])),
  };
}

/**
 * Writes a version's ledger entry as its days now stand, and with a file makes that evidence for the entry and the observation points of its kind. Throws as
 * `keepEntries`, such as `year-closed`.
 */
export async function recordVersion(
  {
    context,
    tx,
    actor,
    document,
    act,
  }: { context: Context; tx: Tx; actor: Actor; document: DocumentRow; act: { reason?: string } },
  { id, number, effective_on, repealed_on }: VersionRow,
  file?: EvidenceFile,
): Promise<void> {
  const consortiumId = document.consortium_id;
  const { kind, title } = document;
  const values = {
    kind,
    title,
    version: versionLabel(number),
    effectiveOn: effective_on,
    ...(repealed_on === null ? {} : { repealedOn: repealed_on }),
  };
  const [entryId] = await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'governing-document',
    entries: [{ recordId: id, kind: 'governing-document', values }],
    reason: act.reason || undefined,
  });
  if (!file) return;
  await addEvidence(
    tx,
    actor,
    { consortiumId, id, memberId: null, ...file },
    {
      title: `${title}（${versionLabel(number)}）`,
      periodFrom: effective_on,
      entries: entryId ? [entryId] : [],
      points: documentKind(kind).points,
    },
  );
}
