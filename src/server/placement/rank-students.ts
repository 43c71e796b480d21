import { sql } from 'kysely';
import { z } from 'zod';
import { rankedOutcomes } from '#core/placement/fair.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { majorText, mustSpeakFor } from '#server/talent/talent-right.ts';
import { type FairTarget, holdFair, readFair } from './fair-row.ts';
import type { ApplicantsView } from './fair-views.ts';

export type FairPositionTarget = FairTarget & { positionId: string };
type Applicant = { id: string; number: number; name: string; school: string; major: string; skills: string[] };

/**
 * Whom a position takes: students who wished it, the best first, as many as it has places for. Who is not ranked is not acceptable. Throws `Refusal`:
 * `rankings-closed` before wishes are in and after the deadline, `invalid` for one who did not wish it, `stale`, `forbidden`, `not-found`.
 */
export async function rankStudents(
  { db }: Context,
  actor: Actor,
  target: FairPositionTarget,
  { version, quota, ranking }: { version: number; quota: number; ranking: readonly string[] },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await readOwnPosition(tx, target);
    const { state, rankings_until } = await holdFair(tx, target);
    if (state !== 'ranking' || rankings_until <= new Date()) throw new Refusal('rankings-closed', { state });
    const known = new Set((await readApplicants(tx, target)).map(({ id }) => id));
    const at = ranking.findIndex((id) => !known.has(id));
    if (at >= 0)
      throw new Refusal('invalid', {
        fields: [`ranking.${at}`],
        detail: `排序第${at + 1}名没有填报这个岗位，没有保存。`,
      });
    const { numUpdatedRows } = await tx
      .updateTable('fair_position')
      .set({ quota, ranking: [...ranking], version: version + 1 })
      .where('consortium_id', '=', target.consortiumId)
      .where('fair_id', '=', target.fairId)
      .where('position_id', '=', target.positionId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    await recordAudit(tx, target.consortiumId, 'fair.ranked', target.positionId, { quota, ranked: ranking.length });
    return { version: version + 1 };
  });
}

/** Who wished a position and what it says of them; nobody before wishes are in. Throws `Refusal`: `forbidden` for who does not speak for it, `not-found`. */
export async function viewApplicants(
  context: Context,
  actor: Actor,
  target: FairPositionTarget,
): Promise<z.infer<typeof ApplicantsView>> {
  return context.db.readAs(actor, async (tx) => {
    const { skills, quota, version, ranking, outcome } = await readOwnPosition(tx, target);
    const wanted = new Set(skills.map(plain));
    const outcomes = z.array(z.enum(rankedOutcomes)).parse(outcome ?? []);
    const applicants = await readApplicants(tx, target);
    return {
      quota,
      version,
      ranking,
      applicants: applicants.map((one) => ({
        ...one,
        major: majorText(context, one.major),
        met: one.skills.filter((skill) => wanted.has(plain(skill))),
        outcome: outcomes[ranking.indexOf(one.id)] ?? null,
      })),
    };
  });
}

async function readOwnPosition(tx: Tx, target: FairPositionTarget) {
  await readFair(tx, target);
  const row = await tx
    .selectFrom('fair_position as a')
    .innerJoin('talent_position as p', (join) =>
      join.onRef('p.consortium_id', '=', 'a.consortium_id').onRef('p.id', '=', 'a.position_id'),
    )
    .select(['p.member_id', 'p.skills', 'a.quota', 'a.version', 'a.ranking', 'a.outcome'])
    .where('a.consortium_id', '=', target.consortiumId)
    .where('a.fair_id', '=', target.fairId)
    .where('a.position_id', '=', target.positionId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  await mustSpeakFor(tx, target.consortiumId, row.member_id);
  return row;
}

async function readApplicants(tx: Tx, { consortiumId, fairId, positionId }: FairPositionTarget): Promise<Applicant[]> {
  const { rows } = await sql<Applicant>`
    select id, number, name, school, major, skills from fair_applicants(${consortiumId}::uuid, ${fairId}::uuid, ${positionId}::uuid)`.execute(
    tx,
  );
  return rows;
}

const plain = (skill: string) => skill.normalize('NFKC').replace(/\s/g, '').toLowerCase();
