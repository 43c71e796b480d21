import { sql } from 'kysely';
import type { Indicator, Subject } from '#core/appraisal/scheme.ts';
import { pointsFor } from '#core/appraisal/score.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type AppraisalKey, type AppraisalRow, lockAppraisal, readAppraisal, readSubjects } from './appraisal-row.ts';
import { measureSubjects } from './measure-subjects.ts';
import { rankSubjects } from './rank-subjects.ts';
import { lockScheme } from './schemes.ts';

export type AppraisalOrder = {
  consortiumId: string;
  schemeId: string;
  title: string;
  fromDay: string;
  toDay: string;
  /** Members or staff by their ids; all who were there within the period, where nobody says. */
  subjects?: readonly string[] | undefined;
};

/**
 * Begins an appraisal by the latest version of a scheme: takes whom it is about and scores what can be measured. Days are `YYYY-MM-DD` of one
 * year. Throws `Refusal`: `invalid` for a period over two years or subjects that were not there, `forbidden`, `not-found`.
 */
export async function startAppraisal(context: Context, actor: Actor, order: AppraisalOrder): Promise<{ id: string }> {
  const { consortiumId, schemeId, title, fromDay, toDay } = order;
  if (fromDay > toDay || fromDay.slice(0, 4) !== toDay.slice(0, 4))
    throw new Refusal('invalid', { fields: ['fromDay', 'toDay'], detail: '考核期的起止日期应在同一年内。' });
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-appraisal', consortiumId);
    const { subject, latest } = await lockScheme(tx, consortiumId, schemeId);
    const subjects = await chosen(tx, subject, order);
    const { id } = await tx
      .insertInto('appraisal')
      .values({
        consortium_id: consortiumId,
        scheme_id: schemeId,
        scheme_number: latest,
        title,
        from_day: fromDay,
        to_day: toDay,
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const key = { consortiumId, appraisalId: id };
    await tx
      .insertInto('appraisal_subject')
      .values(
        subjects.map((each) => ({
          consortium_id: consortiumId,
          appraisal_id: id,
          name: each.name,
          ...(subject === 'member' ? { member_id: each.id } : { staff_id: each.id }),
        })),
      )
      .execute();
    await measureAll(tx, actor, key, await readAppraisal(tx, key));
    await recordAudit(tx, consortiumId, 'appraisal.started', id, { scheme: schemeId, version: latest, fromDay, toDay });
    return { id };
  });
}

async function chosen(tx: Tx, subject: Subject, { consortiumId, fromDay, toDay, subjects }: AppraisalOrder) {
  const within = await presentWithin(tx, subject, { consortiumId, fromDay, toDay });
  const found = subjects ? within.filter(({ id }) => subjects.includes(id)) : within;
  if (found.length === 0 || (subjects && found.length < new Set(subjects).size))
    throw new Refusal('invalid', {
      fields: ['subjects'],
      detail: found.length === 0 ? '考核期内没有可以考核的对象。' : '有的考核对象在考核期内不在联合体。',
    });
  return found;
}

/** Members, or staff, who were there on any day of a period. */
async function presentWithin(
  tx: Tx,
  subject: Subject,
  { consortiumId, fromDay, toDay }: Pick<AppraisalOrder, 'consortiumId' | 'fromDay' | 'toDay'>,
): Promise<readonly { id: string; name: string }[]> {
  const { rows } = await (subject === 'member'
    ? sql<{ id: string; name: string }>`
        select id, name from member where consortium_id = ${consortiumId}::uuid and joined_on <= ${toDay}::date
          and (left_on is null or left_on > ${fromDay}::date) order by name`
    : sql<{ id: string; name: string }>`
        select id, name from staff where consortium_id = ${consortiumId}::uuid and from_day <= ${toDay}::date
          and (ended_on is null or ended_on >= ${fromDay}::date) order by name`
  ).execute(tx);
  return rows;
}

/** Measures and scores a draft anew; what was scored by hand stays. Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible`. */
export async function measureAgain({ db }: Context, actor: Actor, key: AppraisalKey): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await lockAppraisal(tx, key);
    if (row.state !== 'draft') throw new Refusal('action-not-possible', { state: row.state });
    await measureAll(tx, actor, key, row);
    await recordAudit(tx, key.consortiumId, 'appraisal.measured', key.appraisalId, {});
  });
}

async function measureAll(tx: Tx, actor: Actor, key: AppraisalKey, row: AppraisalRow): Promise<void> {
  const subjects = (await readSubjects(tx, key)).map(({ id, member_id, account_id }) => ({
    id,
    unit: row.subject === 'member' ? member_id : account_id,
  }));
  const over = {
    consortiumId: key.consortiumId,
    subject: row.subject,
    subjects,
    fromDay: row.from_day,
    toDay: row.to_day,
  };
  for (const indicator of row.content.indicators.filter(({ source }) => source.kind !== 'hand')) {
    const measured = await measureSubjects(tx, indicator, over);
    await writeScores(
      tx,
      subjects.map(({ id }) => ({
        ...{ consortium_id: key.consortiumId, appraisal_id: key.appraisalId, subject_id: id, indicator: indicator.id },
        ...scored(indicator, measured.get(id)),
        by_hand: false,
        scored_by: actor.personId,
      })),
    );
  }
  await rankSubjects(tx, key, row);
}

function scored(
  indicator: Indicator,
  measured: { value: string | null; part: string | null; whole: string | null } | undefined,
) {
  const { value, part, whole } = measured ?? { value: null, part: null, whole: null };
  return { value, part, whole, points: pointsFor(indicator, value) };
}

type NewScore = {
  consortium_id: string;
  appraisal_id: string;
  subject_id: string;
  indicator: string;
  by_hand: boolean;
  points: string;
  scored_by: string;
  value?: string | null;
  part?: string | null;
  whole?: string | null;
  reason?: string;
};

/** Writes scores over those that stand there. */
export async function writeScores(tx: Tx, rows: readonly NewScore[]): Promise<void> {
  await tx
    .insertInto('appraisal_score')
    .values([...rows])
    .onConflict((on) =>
      on.columns(['consortium_id', 'appraisal_id', 'subject_id', 'indicator']).doUpdateSet(({ ref }) => ({
        value: ref('excluded.value'),
        part: ref('excluded.part'),
        whole: ref('excluded.whole'),
        points: ref('excluded.points'),
        reason: ref('excluded.reason'),
        scored_by: ref('excluded.scored_by'),
        at: ref('excluded.at'),
      })),
    )
    .execute();
}
