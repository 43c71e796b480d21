import { sql } from 'kysely';
import { differenceOf } from '#core/difference/difference.ts';
import { readerRoles } from '#core/governing-document/document-rules.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import {
  asVersion,
  type DocumentRow,
  documentRules,
  readDocument,
  readVersion,
  selectVersions,
  type VersionRow,
  versionLabel,
} from './document-row.ts';
import { documentChoices, viewVersion } from './list-documents.ts';

/**
 * A document, by its id or by that of one of its versions, with all versions that the actor may see, the latest first, and what the actor may do with each. Throws
 * `Refusal('not-found')`.
 */
export async function viewDocument({ db }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const found = tx.selectFrom('governing_document_version').select('document_id').where('id', '=', id);
    const documentId = (await found.executeTakeFirst())?.document_id ?? id;
    const document = await readDocument(tx, documentId);
    const versions = (
      await selectVersions(tx).where('v.document_id', '=', documentId).orderBy('v.number', 'desc').execute()
    ).map(asVersion);
    const { readers, ...choices } = documentChoices();
    const own = await readOwn(tx, actor, document);
    const viewed = await viewOwn(tx, actor, document, versions, own);
    return {
      id: document.id,
      kind: document.kind,
      title: document.title,
      consortium: { id: document.consortium_id, name: document.consortium },
      canManage: document.manages,
      canRename: document.manages && versions.every(({ state }) => state === 'draft' || state === 'discarded'),
      readers: readerRoles.filter((role) => document.readers.includes(role)),
      kinds: choices.kinds,
      readerRoles: readers,
      versions: viewed,
    };
  });
}

/** Whether the document concerns the actor, and which versions the actor has read. */
async function readOwn(tx: Tx, actor: Actor, { consortium_id, readers, id }: DocumentRow) {
  const { rows } = await sql<{ asked: boolean; receipts: { version_id: string; at: string }[] }>`
    select governing_concerns(${consortium_id}::uuid, ${readers}::text[]) as asked,
      (select coalesce(jsonb_agg(r), '[]') from governing_document_receipt r
        join governing_document_version v on v.consortium_id = r.consortium_id and v.id = r.version_id
        where v.document_id = ${id}::uuid and r.person_id = ${actor.personId}::uuid) as receipts`.execute(tx);
  const [own] = rows;
  return {
    asked: own?.asked === true,
    readAt: new Map(own?.receipts.map(({ version_id, at }) => [version_id, new Date(at).toISOString()])),
  };
}

async function viewOwn(
  tx: Tx,
  actor: Actor,
  { consortium_id, id }: DocumentRow,
  versions: readonly VersionRow[],
  { asked, readAt }: Awaited<ReturnType<typeof readOwn>>,
) {
  const { workflow } = documentRules();
  const roles = await rolesOver(tx, actor, consortium_id);
  const acts = await tx
    .selectFrom('governing_document_act as a')
    .innerJoin('governing_document_version as v', (join) =>
      join.onRef('v.consortium_id', '=', 'a.consortium_id').onRef('v.id', '=', 'a.version_id'),
    )
    .select(['a.version_id', 'a.action', 'a.text', 'a.at', sql<string>`name_of(a.person_id)`.as('by')])
    .where('v.document_id', '=', id)
    .orderBy('a.at')
    .execute();
  const actsOf = Map.groupBy(acts, ({ version_id }) => version_id);
  const charters = await tx
    .selectFrom('charter as c')
    .innerJoin('governing_document_version as v', (join) =>
      join.onRef('v.consortium_id', '=', 'c.consortium_id').onRef('v.id', '=', 'c.document_version_id'),
    )
    .select(['c.version', 'v.id'])
    .where('v.document_id', '=', id)
    .orderBy('c.version')
    .execute();
  const today = beijingToday();
  return versions.map((row) => ({
    ...viewVersion(datesOf(row), today),
    version: row.version,
    note: row.note,
    characters: row.characters,
    file:
      row.file_name === null || row.media_type === null || row.bytes === null
        ? null
        : { name: row.file_name, mediaType: row.media_type, bytes: row.bytes },
    approval:
      row.approved_by === null || row.approved_at === null
        ? null
        : {
            by: row.approved_by,
            resolution: row.resolution,
            resolutionId: row.resolution_id,
            approver: row.approver ?? '',
            at: row.approved_at.toISOString(),
          },
    charters: charters.flatMap((charter) => (charter.id === row.id ? [charter.version] : [])),
    reading: { asked: asked && row.state === 'approved', readAt: readAt.get(row.id) ?? null },
    actions: actionsFor(workflow, row.state, roles).map((action) => ({
      action,
      label: workflow.actions[action].label,
    })),
    acts: (actsOf.get(row.id) ?? []).map(({ action, text, by, at }) => ({
      label: Object.entries(workflow.actions).find(([each]) => each === action)?.[1].label ?? action,
      text,
      by,
      at: at.toISOString(),
    })),
  }));
}

const datesOf = ({ id, number, state, effective_on, repealed_on }: VersionRow) => ({
  id,
  number,
  state,
  effectiveOn: effective_on,
  repealedOn: repealed_on,
});

/** What a version says. Throws `Refusal('not-found')`. */
export async function viewText(
  { db }: Context,
  actor: Actor,
  { documentId, versionId }: { documentId: string; versionId: string },
) {
  return db.readAs(actor, async (tx) => {
    const { id, version, note } = await readVersion(tx, await readDocument(tx, documentId), versionId);
    return { id, version, note, ...(await textOf(tx, id)) };
  });
}

/** How one version of a document became another. Throws `Refusal('not-found')`. */
export async function compareVersions(
  { db }: Context,
  actor: Actor,
  documentId: string,
  { from, to }: { from: string; to: string },
) {
  const [old, now] = await db.readAs(actor, async (tx) => {
    const document = await readDocument(tx, documentId);
    const read = async (id: string) => {
      const { number } = await readVersion(tx, document, id);
      return { id, label: versionLabel(number), ...(await textOf(tx, id)) };
    };
    return [await read(from), await read(to)] as const;
  });
  return {
    from: { id: old.id, label: old.label },
    to: { id: now.id, label: now.label },
    changes: [...differenceOf(old.text, now.text)],
  };
}

async function textOf(tx: Tx, id: string): Promise<{ text: string; pages: number[] }> {
  return tx
    .selectFrom('governing_document_version')
    .select(['text', 'pages'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
