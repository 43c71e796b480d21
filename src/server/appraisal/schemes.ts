import { sql } from 'kysely';
import { z } from 'zod';
import { appraisalSources } from '#core/appraisal/appraisal-sources.ts';
import type { Scheme, SourceKind, Subject } from '#core/appraisal/scheme.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { appraisalRules, appraisedFigures, indicatorText, mustBeScheme } from './scheme.ts';
import { SchemeContent, SubjectKind } from './scheme-views.ts';

const Row = z.object({
  id: z.string(),
  subject: SubjectKind,
  title: z.string(),
  versions: z.array(
    z.object({ number: z.int(), reason: z.string(), by: z.string(), at: z.string(), content: SchemeContent }),
  ),
});

const subjectKinds: readonly Subject[] = ['member', 'staff'];
const sourceKinds: readonly SourceKind[] = ['figure', 'confirmed', 'tasks', 'receipts', 'hand'];

/** A consortium's schemes with all their versions, the latest first, and what may be chosen of one. Throws `Refusal('not-found')`. */
export async function listSchemes({ db }: Context, actor: Actor, consortiumId: string) {
  const rules = appraisalRules();
  const { canManage, rows } = await db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const { rows: may } = await sql<{ manages: boolean }>`
      select has_right('manage-appraisal', ${consortiumId}::uuid) as manages`.execute(tx);
    const { rows } = await sql`
      select s.id, s.subject, s.title, (select coalesce(jsonb_agg(jsonb_build_object('number', v.number, 'reason', v.reason,
        'by', name_of(v.person_id), 'at', v.at, 'content', v.content) order by v.number desc), '[]') from appraisal_scheme_version v
        where v.consortium_id = s.consortium_id and v.scheme_id = s.id) as versions
      from appraisal_scheme s where s.consortium_id = ${consortiumId}::uuid order by s.subject, s.at`.execute(tx);
    return { canManage: may[0]?.manages === true, rows };
  });
  return {
    canManage,
    because: rules.because,
    subjects: subjectKinds.map((id) => ({
      id,
      label: rules.subjects[id].label,
      suggested: SchemeContent.parse(rules.subjects[id].suggested),
    })),
    sources: sourceKinds.map((id) => {
      const { label, unit, subjects } = appraisalSources[id];
      return { id, label, unit, subjects: [...subjects] };
    }),
    figures: appraisedFigures,
    items: rows.map(viewScheme),
  };
}

function viewScheme(row: unknown) {
  const { versions, ...scheme } = Row.parse(row);
  return {
    ...scheme,
    versions: versions.map((version) => ({
      ...version,
      at: new Date(version.at).toISOString(),
      words: Object.fromEntries(version.content.indicators.map((each) => [each.id, indicatorText(each)])),
    })),
  };
}

/** A new scheme with its first version. Throws `Refusal`: `invalid` for one that cannot be or a title that there is, `forbidden`, `not-found`. */
export async function openScheme(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { subject, title, content }: { subject: Subject; title: string; content: Scheme },
): Promise<{ id: string }> {
  mustBeScheme(content, subject);
  return db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-appraisal', consortiumId);
    const made = await tx
      .insertInto('appraisal_scheme')
      .values({ consortium_id: consortiumId, subject, title, person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('invalid', { fields: ['title'], detail: '已有同名的方案，请在那个方案上修订。' });
    await addVersion(tx, actor, { consortiumId, schemeId: made.id, number: 1, reason: '', content });
    await recordAudit(tx, consortiumId, 'appraisal.scheme-opened', made.id, { subject, title });
    return made;
  });
}

/** What a scheme says from now on; appraisals already begun go on by the version they began with. Throws as `openScheme`, and `stale`. */
export async function reviseScheme(
  { db }: Context,
  actor: Actor,
  { id: consortiumId, schemeId }: { id: string; schemeId: string },
  { base, reason, content }: { base: number; reason: string; content: Scheme },
): Promise<{ number: number }> {
  return db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-appraisal', consortiumId);
    const { subject, latest } = await lockScheme(tx, consortiumId, schemeId);
    if (latest !== base) throw new Refusal('stale', { version: latest });
    mustBeScheme(content, subject);
    await addVersion(tx, actor, { consortiumId, schemeId, number: latest + 1, reason, content });
    await recordAudit(tx, consortiumId, 'appraisal.scheme-revised', schemeId, { number: latest + 1, reason });
    return { number: latest + 1 };
  });
}

/** One writer of a scheme at a time. Throws `Refusal('not-found')`. */
export async function lockScheme(tx: Tx, consortiumId: string, schemeId: string) {
  const locked = sql`select pg_advisory_xact_lock(hashtextextended('appraisal-scheme ' || ${schemeId}, 0))`;
  await locked.execute(tx);
  const row = await tx
    .selectFrom('appraisal_scheme as s')
    .innerJoin('appraisal_scheme_version as v', (join) =>
      join.onRef('v.consortium_id', '=', 's.consortium_id').onRef('v.scheme_id', '=', 's.id'),
    )
    .select(['s.subject', 's.title', 'v.number', 'v.content'])
    .where('s.consortium_id', '=', consortiumId)
    .where('s.id', '=', schemeId)
    .orderBy('v.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return {
    subject: SubjectKind.parse(row.subject),
    title: row.title,
    latest: row.number,
    content: SchemeContent.parse(row.content),
  };
}

type NewVersion = { consortiumId: string; schemeId: string; number: number; reason: string; content: Scheme };

async function addVersion(tx: Tx, actor: Actor, { consortiumId, schemeId, number, reason, content }: NewVersion) {
  await tx
    .insertInto('appraisal_scheme_version')
    .values({
      consortium_id: consortiumId,
      scheme_id: schemeId,
      number,
      reason,
      content: JSON.stringify(content),
      person_id: actor.personId,
    })
    .execute();
}
