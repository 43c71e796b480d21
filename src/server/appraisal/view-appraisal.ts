import { sql } from 'kysely';
import { formulaText } from '#core/appraisal/formula-text.ts';
import type { Indicator } from '#core/appraisal/scheme.ts';
import { actionsFor, decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { conditionsOf } from './appraisal-moves.ts';
import {
  type AppraisalKey,
  type AppraisalRow,
  asAppraisal,
  readAppraisal,
  readSubjects,
  type SubjectRow,
  selectAppraisals,
} from './appraisal-row.ts';
import { appraisalRules, figureOf, indicatorText, unitOf } from './scheme.ts';

/** A consortium's appraisals as the actor may see them, the latest first: overseen as a whole, or with its own results alone. Throws `Refusal('not-found')`. */
export async function listAppraisals({ db }: Context, actor: Actor, consortiumId: string) {
  return db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const { rows: may } = await sql<{ manages: boolean; oversees: boolean }>`
      select has_right('manage-appraisal', ${consortiumId}::uuid) as manages, has_right('read-appraisal', ${consortiumId}::uuid) as oversees`.execute(
      tx,
    );
    const rows = (await selectAppraisals(tx, consortiumId).orderBy('a.at', 'desc').execute()).map(asAppraisal);
    const counts = await countSubjects(tx, consortiumId);
    return {
      canManage: may[0]?.manages === true,
      oversees: may[0]?.oversees === true,
      items: rows.map((row) => {
        const { subjects, objections, own } = counts.get(row.id) ?? { subjects: 0, objections: 0, own: [] };
        return {
          ...headOf(row),
          subjects,
          openObjections: objections,
          own: own.map(({ place, ...each }) => ({ ...each, place: row.content.shows === 'own' ? null : place })),
        };
      }),
    };
  });
}

type Counted = {
  id: string;
  subjects: number;
  objections: number;
  own: {
    id: string;
    name: string;
    memberId: string | null;
    points: string | null;
    place: number | null;
    grade: string | null;
  }[];
};

async function countSubjects(tx: Tx, consortiumId: string): Promise<ReadonlyMap<string, Counted>> {
  const { rows } = await sql<Counted>`
    select s.appraisal_id as id, count(*)::integer as subjects,
      (select count(*) from appraisal_objection o where o.consortium_id = ${consortiumId}::uuid and o.appraisal_id = s.appraisal_id
        and o.state = 'open')::integer as objections,
      coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'memberId', s.member_id, 'points', trim_scale(s.points)::text,
        'place', s.place, 'grade', s.grade) order by s.name) filter (where w.subject_id is not null), '[]') as own
    from appraisal_subject s left join own_subjects() w on w.subject_id = s.id
    where s.consortium_id = ${consortiumId}::uuid group by s.appraisal_id`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

function headOf({ id, title, scheme_id, scheme, scheme_number, subject, content, ...row }: AppraisalRow) {
  const rules = appraisalRules();
  return {
    id,
    title,
    scheme: {
      id: scheme_id,
      title: scheme,
      number: scheme_number,
      subject,
      subjectLabel: rules.subjects[subject].label,
      shows: content.shows,
    },
    fromDay: row.from_day,
    toDay: row.to_day,
    state: row.state,
    stateLabel: rules.workflow.states[row.state].label,
    objectionsUntil: row.objections_until,
  };
}

/**
 * An appraisal as the actor may see it: who oversees it, everybody's scores; who is appraised, its own, how each came about, and of the others what the
 * scheme shows. Throws `Refusal('not-found')`.
 */
export async function viewAppraisal({ db }: Context, actor: Actor, key: AppraisalKey) {
  return db.readAs(actor, async (tx) => {
    const row = await readAppraisal(tx, key);
    const subjects = await readSubjects(tx, key);
    const { rows: counted } = await sql<{ count: number; oversees: boolean }>`
      select appraised_count(${key.consortiumId}::uuid, ${key.appraisalId}::uuid) as count,
        has_right('read-appraisal', ${key.consortiumId}::uuid) as oversees`.execute(tx);
    const [{ count, oversees } = { count: 0, oversees: false }] = counted;
    const hidesPlace = !oversees && row.content.shows === 'own';
    return {
      ...headOf(row),
      consortium: { id: key.consortiumId, name: row.consortium },
      version: row.version,
      canManage: row.manages,
      canDecide: row.decides && row.state === 'published',
      isOpen: row.state === 'published' && row.objections_until !== null && beijingToday() <= row.objections_until,
      by: row.by,
      publishedAt: row.published_at?.toISOString() ?? null,
      finalAt: row.final_at?.toISOString() ?? null,
      actions: await offeredActions(tx, actor, key, row, subjects),
      indicators: row.content.indicators.map(viewIndicator),
      count,
      ranking: oversees ? null : await readRanking(tx, key),
      subjects: subjects.map((subject) => viewSubject(actor, row, subject, hidesPlace)),
    };
  });
}

async function offeredActions(
  tx: Tx,
  actor: Actor,
  key: AppraisalKey,
  row: AppraisalRow,
  subjects: readonly SubjectRow[],
) {
  const { workflow } = appraisalRules();
  const roles = await rolesOver(tx, actor, key.consortiumId);
  const holds = conditionsOf(row, subjects);
  return actionsFor(workflow, row.state, roles).map((action) => ({
    action,
    label: workflow.actions[action].label,
    isReady: decide(workflow, row.state, action, roles, holds).allowed,
  }));
}

function viewIndicator(indicator: Indicator) {
  const figure = figureOf(indicator);
  return {
    id: indicator.id,
    title: indicator.title,
    weight: indicator.weight,
    words: indicatorText(indicator),
    source: indicator.source.kind,
    figure: figure ? { id: figure.id, ledger: figure.kind.id } : null,
  };
}

async function readRanking(tx: Tx, { consortiumId, appraisalId }: AppraisalKey) {
  const { rows } = await sql<{ name: string; points: string; place: number; grade: string }>`
    select name, trim_scale(points)::text as points, place, grade from appraisal_ranking(${consortiumId}::uuid, ${appraisalId}::uuid)`.execute(
    tx,
  );
  return rows.length === 0 ? null : rows;
}

function viewSubject(actor: Actor, { content }: AppraisalRow, subject: SubjectRow, hidesPlace: boolean) {
  const { id, name, points, place, grade, version, accepted_at, accepted_by } = subject;
  return {
    ...{ id, name, version, points, grade },
    place: hidesPlace ? null : place,
    memberId: subject.member_id,
    isOwn: subject.is_own,
    accepted: accepted_at === null ? null : { by: accepted_by ?? '', at: new Date(accepted_at).toISOString() },
    scores: content.indicators.flatMap((indicator) => {
      const score = subject.scores.find((each) => each.indicator === indicator.id);
      if (!score) return [];
      return [
        {
          indicator: indicator.id,
          points: score.points,
          formula: scoreText(indicator, score, subject),
          reason: score.reason,
          by: score.by,
          isMine: score.scored_by === actor.personId,
        },
      ];
    }),
    objections: subject.objections.map(({ decided_by, decided_at, is_own, at, ...objection }) => ({
      ...objection,
      at: new Date(at).toISOString(),
      isMine: is_own,
      decided: decided_at === null ? null : { by: decided_by ?? '', at: new Date(decided_at).toISOString() },
    })),
  };
}

/** How a score came about, and what an objection has made of it. */
export function scoreText(
  indicator: Indicator,
  score: SubjectRow['scores'][number],
  { objections }: SubjectRow,
): string {
  const changed = objections.find((each) => each.indicator === indicator.id && each.state === 'changed');
  const measured = formulaText(indicator, score, changed?.before ?? score.points, unitOf(indicator));
  return changed ? `${measured}；经异议改为${score.points}分` : measured;
}
