import { sql } from 'kysely';
import type { z } from 'zod';
import type { ApplicationSide } from '#core/market/application.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { majorText, mustKnowTalent, type TalentRight } from '#server/talent/talent-right.ts';
import { applicationQuery, headOf, rowOf } from './application-row.ts';
import type { ApplicationsView } from './market-views.ts';

export type Applicant = {
  id: string;
  number: number;
  name: string;
  major: string;
  level: string;
  skills: string[];
  is_minor: boolean;
};

/** Applications to the actor's enterprises and of its schools' students; for the secretariat, all. Throws `Refusal('not-found')`. */
export async function listApplications(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof ApplicationsView>> {
  return context.db.readAs(actor, async (tx) => {
    const right = await mustKnowTalent(tx, consortiumId);
    const directory = await context.directories.of(consortiumId);
    const rows = await applicationQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .limit(limit)
      .offset(offset)
      .execute();
    const students = await readApplicants(
      tx,
      consortiumId,
      rows.map(({ id }) => id),
    );
    return {
      items: rows.map((stored) => {
        const row = rowOf(stored);
        const student = students.get(row.profile_id);
        return {
          ...headOf(row, directory, student?.is_minor ?? false, sidesOf(right, row)),
          student: {
            number: student?.number ?? 0,
            name: student?.name ?? '',
            major: majorText(context, student?.major ?? ''),
            level: student?.level ?? '',
            skills: student?.skills ?? [],
          },
          school: { id: row.school_id, name: directory.byId.get(row.school_id)?.name ?? '' },
        };
      }),
      total: rows[0]?.total ?? 0,
      agreementKinds: (currentPack.apprenticeships?.kinds ?? []).map(({ ledger, label }) => ({ id: ledger, label })),
    };
  });
}

/** For whom the actor speaks in an application: its own members; the secretariat answers for an enterprise, and never for a school. */
export function sidesOf(
  { manages, own }: TalentRight,
  { enterprise_id, school_id }: { enterprise_id: string; school_id: string },
): readonly ApplicationSide[] {
  return [
    ...(manages || own.includes(enterprise_id) ? (['enterprise'] as const) : []),
    ...(own.includes(school_id) ? (['school'] as const) : []),
  ];
}

/** Who has applied, by profile. */
export async function readApplicants(tx: Tx, consortiumId: string, applicationIds: readonly string[]) {
  const { rows } = await sql<Applicant>`
    select id, number, name, major, level, skills, is_minor from talent_applicants(${consortiumId}::uuid, ${applicationIds}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
