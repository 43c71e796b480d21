import { sql } from 'kysely';
import { z } from 'zod';
import {
  type Approver,
  type DocumentKind,
  type DocumentRules,
  type VersionState,
  versionStates,
} from '#core/governing-document/document-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type DocumentRow = {
  consortium_id: string;
  id: string;
  kind: string;
  title: string;
  readers: string[];
  consortium: string;
  manages: boolean;
};

/** Throws `Refusal('not-found')` where the notice knows no such documents. */
export function documentRules(): DocumentRules {
  const rules = currentPack.governing;
  if (!rules) throw new Refusal('not-found');
  return rules;
}

/** Throws `Refusal('invalid')` where the pack knows no such kind. */
export function documentKind(label: string): DocumentKind {
  const kind = documentRules().kinds.find((each) => each.label === label);
  if (!kind) throw new Refusal('invalid', { fields: ['kind'], detail: '没有这类制度。' });
  return kind;
}

/** Throws `Refusal('not-found')` where there is none or the actor may not see it. */
export async function readDocument(tx: Tx, id: string): Promise<DocumentRow> {
  const row = await tx
    .selectFrom('governing_document as d')
    .innerJoin('unit', 'unit.id', 'd.consortium_id')
    .select(['d.consortium_id', 'd.id', 'd.kind', 'd.title', 'd.readers', 'unit.name as consortium'])
    .select(sql<boolean>`has_right('manage-document', d.consortium_id)`.as('manages'))
    .where('d.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The same, for who manages it. Throws `Refusal('forbidden')` for who only reads it. */
export async function readManaged(tx: Tx, id: string): Promise<DocumentRow> {
  const row = await readDocument(tx, id);
  if (!row.manages) throw new Refusal('forbidden');
  return row;
}

/** Throws `Refusal('not-found')` where the actor may not know the consortium, `forbidden` where it does not manage its documents. */
export async function mustManage(tx: Tx, consortiumId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select has_right('manage-document', id) as may from unit
    where id = ${consortiumId}::uuid and kind = 'consortium' and id in (select known_units())`.execute(tx);
  if (!rows[0]) throw new Refusal('not-found');
  if (!rows[0].may) throw new Refusal('forbidden');
}

const VersionRow = z.object({
  consortium_id: z.string(),
  id: z.string(),
  document_id: z.string(),
  number: z.int(),
  state: z.enum(versionStates),
  version: z.int(),
  note: z.string(),
  file_digest: z.string().nullable(),
  file_name: z.string().nullable(),
  media_type: z.string().nullable(),
  bytes: z.int().nullable(),
  characters: z.int(),
  page_count: z.int(),
  submitted_by: z.string().nullable(),
  approved_by: z.enum(['council', 'secretariat'] satisfies Approver[]).nullable(),
  resolution: z.string().nullable(),
  resolution_id: z.string().nullable(),
  approver: z.string().nullable(),
  approved_at: z.date().nullable(),
  effective_on: z.string().nullable(),
  repealed_on: z.string().nullable(),
  at: z.date(),
});
export type VersionRow = z.infer<typeof VersionRow>;

/** Versions that the actor may see, without their texts. */
export function selectVersions(tx: Tx) {
  return tx
    .selectFrom('governing_document_version as v')
    .select(['v.consortium_id', 'v.id', 'v.document_id', 'v.number', 'v.state', 'v.version', 'v.note', 'v.file_digest'])
    .select([
      'v.file_name',
      'v.media_type',
      'v.bytes',
      'v.submitted_by',
      'v.approved_by',
      'v.resolution',
      'v.resolution_id',
    ])
    .select(['v.approved_at', 'v.effective_on', 'v.repealed_on', 'v.at'])
    .select([sql<string | null>`name_of(v.approver)`.as('approver'), sql<number>`length(v.folded)`.as('characters')])
    .select(sql<number>`cardinality(v.pages)`.as('page_count'));
}

export const asVersion = (row: unknown): VersionRow => VersionRow.parse(row);

/** A version of a document. Throws `Refusal('not-found')`. */
export async function readVersion(
  tx: Tx,
  { id: documentId }: Pick<DocumentRow, 'id'>,
  id: string,
): Promise<VersionRow> {
  const row = await selectVersions(tx)
    .where('v.document_id', '=', documentId)
    .where('v.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return asVersion(row);
}

/** The same, locked for the next save or step. Throws `Refusal('stale')` where it has moved on. */
export async function lockVersion(
  tx: Tx,
  document: Pick<DocumentRow, 'id'>,
  id: string,
  version: number,
): Promise<VersionRow> {
  await sql`select from governing_document_version where id = ${id}::uuid for no key update`.execute(tx);
  const row = await readVersion(tx, document, id);
  if (row.version !== version)
    throw new Refusal('stale', { version: row.version, state: row.state, detail: '刷新后可见别人保存的内容。' });
  return row;
}

/** Throws `Refusal('action-not-possible')` where it is no draft any more. */
export async function lockDraft(...args: Parameters<typeof lockVersion>): Promise<VersionRow> {
  const row = await lockVersion(...args);
  if (row.state !== 'draft') throw new Refusal('action-not-possible', { state: row.state });
  return row;
}

export const versionLabel = (number: number) => `第${number}版`;

export const isDecided = (state: VersionState) => state === 'approved' || state === 'repealed';
