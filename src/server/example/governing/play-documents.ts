import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { actOnVersion, type VersionAct } from '#server/governing-document/act-on-version.ts';
import { documentKind } from '#server/governing-document/document-row.ts';
import { confirmRead } from '#server/governing-document/readers.ts';
import { attachFile, beginVersion, openDocument, saveDraft } from '#server/governing-document/write-document.ts';
import { type ExampleDocument, type ExampleVersion, exampleDocuments } from './document-texts.ts';

type Setting = { context: Context; secretary: Actor; reader: Actor };

/** The rules of a consortium, written, sent in and approved by its council version by version; one of its people has read the charter. */
export async function playDocuments(setting: Setting, consortiumId: string): Promise<void> {
  for (const document of exampleDocuments) await playDocument(setting, consortiumId, document);
}

async function playDocument(
  setting: Setting,
  consortiumId: string,
  { kind, title, versions }: ExampleDocument,
): Promise<void> {
  const { context, secretary, reader } = setting;
  const { id, versionId: first } = await openDocument(context, secretary, consortiumId, {
    kind,
    title,
    readers: documentKind(kind).readers,
  });
  for (const [at, version] of versions.entries()) {
    const versionId = at === 0 ? first : (await beginVersion(context, secretary, id)).id;
    const key = { documentId: id, versionId };
    await playVersion(setting, key, title, version);
    if (kind === '章程' && typeof version.goes === 'object') await confirmRead(context, reader, key);
  }
}

async function playVersion(
  { context, secretary }: Setting,
  key: Pick<VersionAct, 'documentId' | 'versionId'>,
  title: string,
  { note, articles, as, goes }: ExampleVersion,
): Promise<void> {
  const lines = articles.map((text, at) => `第${at + 1}条　${text}`);
  let { version } = await saveDraft(context, secretary, key, {
    version: 1,
    note,
    text: as === 'typed' ? lines.join('\n') : '',
  });
  if (as !== 'typed') {
    const document = { title, body: lines.map((text) => ({ kind: 'paragraph' as const, text })) };
    const bytes = as === 'pdf' ? await context.documents.official(document) : await renderOfficialDocx(document);
    ({ version } = await attachFile(context, secretary, key, version, {
      bytes,
      name: `${title}.${as === 'pdf' ? 'pdf' : 'docx'}`,
    }));
  }
  if (goes === 'draft') return;
  const act = { ...key, text: '', resolution: '' };
  await actOnVersion(context, secretary, { ...act, version, action: 'submit' });
  if (goes === 'submitted') return;
  const { effectiveOn: day, resolution } = goes;
  await actOnVersion(context, secretary, {
    ...act,
    version: version + 1,
    action: 'approve-by-council',
    day,
    resolution,
  });
}
