import { sql } from 'kysely';
import { z } from 'zod';
import { appraisalStates } from '#core/appraisal/appraisal-rules.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { SchemeContent, SubjectKind } from './scheme-views.ts';

export type AppraisalKey = { consortiumId: string; appraisalId: string };

const AppraisalRow = z.object({
  id: z.string(),
  scheme_id: z.string(),
  scheme_number: z.int(),
  scheme: z.string(),
  subject: SubjectKind,
  content: SchemeContent,
  title: z.string(),
  from_day: z.string(),
  to_day: z.string(),
  state: z.enum(appraisalStates),
  published_at: z.date().nullable(),
  objections_until: z.string().nullable(),
  final_at: z.date().nullable(),
  version: z.int(),
  by: z.string(),
  consortium: z.string(),
  manages: z.boolean(),
  decides: z.boolean(),
});
export type AppraisalRow = z.infer<typeof AppraisalRow>;

/** Appraisals that the actor may see, with what they go by. */
export function selectAppraisals(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('appraisal as a')
    .innerJoin('appraisal_scheme as s', (join) =>
      join.onRef('s.consortium_id', '=', 'a.consortium_id').onRef('s.id', '=', 'a.scheme_id'),
    )
    .innerJoin('appraisal_scheme_version as v', (join) =>
      join
        .onRef('v.consortium_id', '=', 'a.consortium_id')
        .onRef('v.scheme_id', '=', 'a.scheme_id')
        .onRef('v.number', '=', 'a.scheme_number'),
    )
    .innerJoin('unit', 'unit.id', 'a.consortium_id')
    .select(['a.id', 'a.scheme_id', 'a.scheme_number', 's.title as scheme', 's.subject', 'v.content', 'a.title'])
    .select(['a.from_day', 'a.to_day', 'a.state', 'a.published_at', 'a.objections_until', 'a.final_at', 'a.version'])
    .select([sql<string>`name_of(a.person_id)`.as('by'), 'unit.name as consortium'])
    .select(sql<boolean>`has_right('manage-appraisal', a.consortium_id)`.as('manages'))
    .select(sql<boolean>`has_right('decide-objection', a.consortium_id)`.as('decides'))
    .where('a.consortium_id', '=', consortiumId);
}

export const asAppraisal = (row: unknown): AppraisalRow => AppraisalRow.parse(row);

/** Throws `Refusal('not-found')` where there is none or the actor may not see it. */
export async function readAppraisal(tx: Tx, { consortiumId, appraisalId }: AppraisalKey): Promise<AppraisalRow> {
  const row = await selectAppraisals(tx, consortiumId).where('a.id', '=', appraisalId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return asAppraisal(row);
}

/** The same, for whoever manages it, while nothing else is done with it. Throws also `Refusal('forbidden')`. */
export async function lockAppraisal(tx: Tx, key: AppraisalKey): Promise<AppraisalRow> {
  await queueAppraisal(tx, key);
  const row = await readAppraisal(tx, key);
  if (!row.manages) throw new Refusal('forbidden');
  return row;
}

/** Whoever changes an appraisal, its scores or its objections does so one after the other. */
export async function queueAppraisal(tx: Tx, { appraisalId }: AppraisalKey): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('appraisal ' || ${appraisalId}, 0))`.execute(tx);
}

const Score = z.object({
  indicator: z.string(),
  value: z.string().nullable(),
  part: z.string().nullable(),
  whole: z.string().nullable(),
  points: z.string(),
  reason: z.string(),
  scored_by: z.string(),
  by: z.string(),
});

const Objection = z.object({
  id: z.string(),
  indicator: z.string(),
  text: z.string(),
  before: z.string(),
  state: z.enum(['open', 'kept', 'changed', 'withdrawn']),
  answer: z.string(),
  points: z.string().nullable(),
  version: z.int(),
  by: z.string(),
  is_own: z.boolean(),
  at: z.string(),
  decided_by: z.string().nullable(),
  decided_at: z.string().nullable(),
});

const SubjectRow = z.object({
  id: z.string(),
  member_id: z.string().nullable(),
  staff_id: z.string().nullable(),
  account_id: z.string().nullable(),
  name: z.string(),
  points: z.string().nullable(),
  place: z.int().nullable(),
  grade: z.string().nullable(),
  accepted_at: z.string().nullable(),
  accepted_by: z.string().nullable(),
  version: z.int(),
  is_own: z.boolean(),
  scores: z.array(Score),
  objections: z.array(Objection),
});
export type SubjectRow = z.infer<typeof SubjectRow>;

/** The subjects that the actor may see, with their scores and objections, the best first. One query. */
export async function readSubjects(
  tx: Tx,
  { consortiumId, appraisalId }: AppraisalKey,
): Promise<readonly SubjectRow[]> {
  const { rows } = await sql`
    select s.id, s.member_id, s.staff_id, f.account_id, s.name, trim_scale(s.points)::text as points, s.place, s.grade,
      to_jsonb(s.accepted_at) #>> '{}' as accepted_at, name_of(s.accepted_by) as accepted_by, s.version,
      exists (select from own_subjects() o where o.subject_id = s.id) as is_own,
      (select coalesce(jsonb_agg(jsonb_build_object('indicator', c.indicator, 'value', trim_scale(c.value)::text, 'part', trim_scale(c.part)::text,
        'whole', trim_scale(c.whole)::text, 'points', trim_scale(c.points)::text, 'reason', c.reason, 'scored_by', c.scored_by,
        'by', name_of(c.scored_by))), '[]') from appraisal_score c
        where c.consortium_id = s.consortium_id and c.appraisal_id = s.appraisal_id and c.subject_id = s.id) as scores,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'indicator', o.indicator, 'text', o.text, 'before', trim_scale(o.before)::text,
        'state', o.state, 'answer', o.answer, 'points', trim_scale(o.points)::text, 'version', o.version, 'by', name_of(o.person_id),
        'is_own', o.person_id = actor(), 'at', o.at, 'decided_by', name_of(o.decided_by), 'decided_at', o.decided_at) order by o.at), '[]')
        from appraisal_objection o
        where o.consortium_id = s.consortium_id and o.appraisal_id = s.appraisal_id and o.subject_id = s.id) as objections
    from appraisal_subject s left join staff f on f.consortium_id = s.consortium_id and f.id = s.staff_id
    where s.consortium_id = ${consortiumId}::uuid and s.appraisal_id = ${appraisalId}::uuid
    order by s.place nulls last, s.name, s.id`.execute(tx);
  return rows.map((row) => SubjectRow.parse(row));
}
