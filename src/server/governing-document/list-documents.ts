import { sql } from 'kysely';
import { z } from 'zod';
import { roles } from '#core/access/role.ts';
import { readerRoles, versionStates } from '#core/governing-document/document-rules.ts';
import { standingOn } from '#core/governing-document/version-standing.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { documentRules, versionLabel } from './document-row.ts';

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  asked: z.boolean(),
  concerned: z.int().nullable(),
  read: z.int().nullable(),
  versions: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      state: z.enum(versionStates),
      effectiveOn: z.string().nullable(),
      repealedOn: z.string().nullable(),
      readAt: z.string().nullable(),
    }),
  ),
});
type Dated = Omit<z.infer<typeof Row>['versions'][number], 'readAt'>;

/** A consortium's documents as the actor may see them, kind by kind: what holds, and what is worked on. Throws `Refusal('not-found')`. */
export async function listDocuments({ db }: Context, actor: Actor, consortiumId: string) {
  const { kinds, because } = documentRules();
  return db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const { rows: may } = await sql<{ manages: boolean }>`
      select has_right('manage-document', ${consortiumId}::uuid) as manages`.execute(tx);
    const { rows } = await sql`
      select d.id, d.kind, d.title, governing_concerns(d.consortium_id, d.readers) as asked, r.concerned, r.read, v.versions
      from governing_document d
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'number', v.number, 'state', v.state, 'effectiveOn', v.effective_on,
          'repealedOn', v.repealed_on, 'readAt', r.at) order by v.number desc), '[]') as versions
        from governing_document_version v
        left join governing_document_receipt r on r.consortium_id = v.consortium_id and r.version_id = v.id and r.person_id = ${actor.personId}::uuid
        where v.consortium_id = d.consortium_id and v.document_id = d.id) v
      left join lateral (
        select count(*)::integer as concerned, count(r.read_at)::integer as read
        from governing_document_version h cross join lateral governing_readers(h.id) r
        where h.consortium_id = d.consortium_id and h.document_id = d.id and h.state = 'approved') r on ${may[0]?.manages === true}
      where d.consortium_id = ${consortiumId}::uuid order by d.title`.execute(tx);
    const order = new Map(kinds.map(({ label }, at) => [label, at]));
    const today = beijingToday();
    const items = rows
      .map((row) => viewRow(Row.parse(row), today))
      .sort((one, other) => (order.get(one.kind) ?? kinds.length) - (order.get(other.kind) ?? kinds.length));
    return { canManage: may[0]?.manages === true, because, ...documentChoices(), items };
  });
}

function viewRow({ id, kind, title, asked, concerned, read, versions }: z.infer<typeof Row>, today: string) {
  const decided = versions.filter(({ state }) => state === 'approved' || state === 'repealed');
  const holding = decided.find((version) => standingOn(version, today) === 'in-force') ?? decided[0];
  const open = versions.find(({ state }) => state === 'draft' || state === 'submitted');
  return {
    id,
    kind,
    title,
    current: holding ? viewVersion(holding, today) : null,
    open: open ? viewVersion(open, today) : null,
    reading: { asked: asked && holding?.state === 'approved', readAt: holding?.readAt ?? null },
    readers: concerned === null || read === null || concerned === 0 ? null : { concerned, read },
  };
}

/** What a version is today. */
export function viewVersion({ id, number, state, effectiveOn, repealedOn }: Dated, today: string) {
  const standing = standingOn({ state, effectiveOn, repealedOn }, today);
  return { id, number, label: versionLabel(number), state, standing, effectiveOn, repealedOn };
}

/** What may be chosen of a document: the pack's kinds, and whom it may concern. */
export function documentChoices() {
  return {
    kinds: documentRules().kinds.map(({ label, approvedBy, readers, isCharter }) => ({
      label,
      approvedBy: [...approvedBy],
      isCharter: isCharter === true,
      readers: readerRoles.filter((role) => readers.includes(role)),
    })),
    readers: readerRoles.map((id) => ({ id, label: roles[id].label })),
  };
}
