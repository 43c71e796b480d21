import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { foldText } from '#core/search/fold-text.ts';
import { searchTerms } from '#core/search/search-terms.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { examineText } from '#server/evidence/examine-bytes.ts';
import { Refusal } from '#server/http/refusal.ts';
import { documentKind, lockDraft, mustManage, readManaged, readVersion } from './document-row.ts';
import { longestTyped } from './document-views.ts';

export type DocumentOrder = { kind: string; title: string; readers: readonly string[] };

/** A new document with an empty first draft. Throws `Refusal`: `invalid` for a kind that is none or a title that there is, `forbidden`, `not-found`. */
export async function openDocument(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { kind, title, readers }: DocumentOrder,
): Promise<{ id: string; versionId: string }> {
  documentKind(kind);
  const [id, versionId] = [crypto.randomUUID(), crypto.randomUUID()];
  await db.asActor(actor, async (tx) => {
    await mustManage(tx, consortiumId);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('governing_document')
      .values({ consortium_id: consortiumId, id, kind, title, readers: [...readers], person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw titleTaken();
    await insertDraft(tx, actor, { consortiumId, documentId: id, versionId, number: 1, title, text: '' });
    await recordAudit(tx, consortiumId, 'document.opened', id, { kind, title });
  });
  return { id, versionId };
}

const titleTaken = () =>
  new Refusal('invalid', { fields: ['title'], detail: '已有同名的制度；修订请在那件制度中起草新版本。' });

/** Kind and title change only until a version is submitted; whom it concerns, at any time. Throws as `openDocument`, and `action-not-possible`. */
export async function changeDocument({ db }: Context, actor: Actor, id: string, order: DocumentOrder): Promise<void> {
  documentKind(order.kind);
  const { kind, title, readers } = order;
  await db.asActor(actor, async (tx) => {
    const document = await readManaged(tx, id);
    const { consortium_id } = document;
    if (kind !== document.kind || title !== document.title) await renameDrafts(tx, document, title);
    const taken = await tx
      .selectFrom('governing_document')
      .select('id')
      .where('consortium_id', '=', consortium_id)
      .where('title', '=', title)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (taken) throw titleTaken();
    await tx
      .updateTable('governing_document')
      .set({ kind, title, readers: [...readers] })
      .where('consortium_id', '=', consortium_id)
      .where('id', '=', id)
      .execute();
    await recordAudit(tx, consortium_id, 'document.changed', id, { kind, title, readers });
  });
}

/** A title is searched with each version: its drafts are found under the new one. Throws `action-not-possible` once one was submitted. */
async function renameDrafts(tx: Tx, { consortium_id, id }: { consortium_id: string; id: string }, title: string) {
  const versions = await tx
    .selectFrom('governing_document_version')
    .select(['id', 'state', 'text', 'version'])
    .where('consortium_id', '=', consortium_id)
    .where('document_id', '=', id)
    .where('state', '<>', 'discarded')
    .forNoKeyUpdate()
    .execute();
  if (versions.some(({ state }) => state !== 'draft'))
    throw new Refusal('action-not-possible', { detail: '已送审或批准的制度不能改名称和类型。' });
  for (const { id: versionId, text, version } of versions)
    await tx
      .updateTable('governing_document_version')
      .set({ ...searched(title, text), version: version + 1 })
      .where('consortium_id', '=', consortium_id)
      .where('id', '=', versionId)
      .execute();
}

/** A new draft that begins with what the latest version says. Throws `Refusal('draft-open')` while one is worked on, `forbidden`, `not-found`. */
export async function beginVersion({ db }: Context, actor: Actor, documentId: string): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await db.asActor(actor, async (tx) => {
    const { consortium_id, title } = await readManaged(tx, documentId);
    await sql`select from governing_document where id = ${documentId}::uuid for update`.execute(tx);
    const latest = await tx
      .selectFrom('governing_document_version')
      .select(['number', 'state', 'text'])
      .where('document_id', '=', documentId)
      .orderBy('number', 'desc')
      .execute();
    if (latest.some(({ state }) => state === 'draft' || state === 'submitted')) throw new Refusal('draft-open');
    const text = (latest.find(({ state }) => state !== 'discarded') ?? { text: '' }).text;
    await insertDraft(tx, actor, {
      consortiumId: consortium_id,
      documentId,
      versionId: id,
      number: (latest[0]?.number ?? 0) + 1,
      title,
      // What a file holds beyond what is typed is uploaded again.
      text: text.length > longestTyped ? '' : text,
    });
    await recordAudit(tx, consortium_id, 'document.version-begun', id, { document: documentId });
  });
  return { id };
}

/** A draft's text as it was typed; a file that it had is its text no longer. Throws `Refusal`: `stale`, `action-not-possible`, `forbidden`, `not-found`. */
export async function saveDraft(
  { db }: Context,
  actor: Actor,
  key: { documentId: string; versionId: string },
  { version, note, text }: { version: number; note: string; text: string },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const document = await readManaged(tx, key.documentId);
    const row = await lockDraft(tx, document, key.versionId, version);
    // Who changes the note alone keeps the file.
    const isTyped = text !== (await readText(tx, row.id));
    await tx
      .updateTable('governing_document_version')
      .set({
        note,
        version: row.version + 1,
        ...(isTyped ? { ...searched(document.title, text), text, pages: [], ...noFile } : {}),
      })
      .where('consortium_id', '=', row.consortium_id)
      .where('id', '=', row.id)
      .execute();
    return { version: row.version + 1 };
  });
}

const noFile = { file_digest: null, file_name: null, media_type: null, bytes: null };

async function readText(tx: Tx, id: string): Promise<string> {
  const { text } = await tx
    .selectFrom('governing_document_version')
    .select('text')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return text;
}

/**
 * A Word file or PDF as a draft's text, known by its content. Gives what its owner should know: that its name did not fit, or that it has no letters to be searched.
 * Throws `Refusal`: `unreadable-file`, `file-too-slow`, and as `saveDraft`.
 */
export async function attachFile(
  { db, documents, files }: Context,
  actor: Actor,
  key: { documentId: string; versionId: string },
  version: number,
  file: { bytes: Uint8Array; name: string },
): Promise<{ version: number; characters: number; notice: string | null }> {
  // Nothing is read for who may not have it.
  await db.readAs(actor, async (tx) => readVersion(tx, await readManaged(tx, key.documentId), key.versionId));
  const { text, pageStarts, digest, name, mediaType, notice } = await examineText(documents, file);
  // Before the row counts: what is acknowledged is there.
  await files.put(Readable.from([file.bytes]));
  return db.asActor(actor, async (tx) => {
    const document = await readManaged(tx, key.documentId);
    const row = await lockDraft(tx, document, key.versionId, version);
    const search = searched(document.title, text);
    await tx
      .updateTable('governing_document_version')
      .set({
        ...search,
        text,
        pages: [...pageStarts],
        file_digest: digest,
        file_name: name.slice(-200),
        media_type: mediaType,
        bytes: file.bytes.length,
        version: row.version + 1,
      })
      .where('consortium_id', '=', row.consortium_id)
      .where('id', '=', row.id)
      .execute();
    await recordAudit(tx, row.consortium_id, 'document.file-added', row.id, { digest, mediaType });
    return { version: row.version + 1, characters: search.folded.length, notice };
  });
}

type NewDraft = {
  consortiumId: string;
  documentId: string;
  versionId: string;
  number: number;
  title: string;
  text: string;
};

async function insertDraft(
  tx: Tx,
  actor: Actor,
  { consortiumId, documentId, versionId, number, title, text }: NewDraft,
) {
  await tx
    .insertInto('governing_document_version')
    .values({
      consortium_id: consortiumId,
      id: versionId,
      document_id: documentId,
      number,
      text,
      ...searched(title, text),
      person_id: actor.personId,
    })
    .execute();
}

/** What a version is searched by. */
function searched(title: string, text: string) {
  const [foldedTitle, folded] = [foldText(title), foldText(text)];
  return { folded_title: foldedTitle, folded, terms: [...searchTerms([foldedTitle, folded])] };
}
