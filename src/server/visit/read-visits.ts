import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';

type VisitLine = {
  id: string;
  consortium: string;
  province: string;
  batchId: string;
  batch: string;
  how: string;
  reason: string;
  city: string;
  day: string | null;
  position: number | null;
  endedAt: string | null;
  version: number;
  points: number;
  openPoints: number;
  findings: number;
  team: { personId: string; name: string }[];
};

/** Visits that the actor runs or goes on, in the order of their days, of one batch or of all: one query. */
export async function readVisits(tx: Tx, batchId?: string): Promise<readonly VisitLine[]> {
  const { rows } = await sql<Omit<VisitLine, 'endedAt'> & { ended_at: Date | null }>`
    select a.id, u.name as consortium, p.name as province, b.id as "batchId", b.title as batch, v.how, v.reason, v.city, v.day, v.position,
      v.ended_at, v.version,
      (select count(*) from visit_point k where k.consortium_id = v.consortium_id and k.application_id = v.application_id) as points,
      (select count(*) from visit_point k where k.consortium_id = v.consortium_id and k.application_id = v.application_id
        and k.outcome is null) as "openPoints",
      (select count(*) from finding f where f.consortium_id = v.consortium_id and f.application_id = v.application_id
        and f.stage = 'visit') as findings,
      coalesce((select jsonb_agg(jsonb_build_object('personId', m.person_id, 'name', name_of(m.person_id)) order by name_of(m.person_id))
        from visit_member m where m.consortium_id = v.consortium_id and m.application_id = v.application_id), '[]') as team
    from visit v
    join application a on a.consortium_id = v.consortium_id and a.id = v.application_id
    join batch b on b.id = a.batch_id
    join unit u on u.id = v.consortium_id
    join unit p on p.id = u.parent_id
    where v.removed_at is null and (${batchId ?? null}::uuid is null or a.batch_id = ${batchId ?? null}::uuid)
    order by v.day nulls last, v.position, p.name, u.name`.execute(tx);
  return rows.map(({ ended_at, ...row }) => ({ ...row, endedAt: ended_at?.toISOString() ?? null }));
}
