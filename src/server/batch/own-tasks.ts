import { sql } from 'kysely';
import type { Pack } from '#core/pack/pack.ts';
import type { Actor } from '#server/access/actor.ts';
import { confirmingRoles } from '#server/application/confirmations.ts';
import type { Tx } from '#server/db/database.ts';

/** What waits in a batch for the actor alone, as a lead unit or as an expert. */
export type OwnTasks = {
  /** Applications whose latest revision lacks the confirmation of the actor's unit. */
  confirmations: readonly string[];
  /** Draws that the actor has not answered. */
  invitations: number;
  /** Readings that are open and not handed in. */
  readings: number;
};

/** One query, however many there are. */
export async function readOwnTasks(tx: Tx, actor: Actor, batchId: string, pack: Pack): Promise<OwnTasks> {
  const wanted = confirmingRoles(pack);
  const own = actor.roles.filter(({ role }) => wanted.includes(role));
  const { rows } = await sql<OwnTasks>`
    select
      array(
        select distinct a.id from application a
        join unnest(${own.map(({ unit }) => unit.id)}::uuid[], ${own.map(({ role }) => role)}::text[]) as own (unit_id, role)
          on own.unit_id = a.consortium_id
        where a.batch_id = ${batchId}::uuid and a.state = 'submitted' and not exists (
          select from revision_confirmation c
          where c.consortium_id = a.consortium_id and c.application_id = a.id and c.number = a.latest_revision
            and (c.role = own.role or c.person_id = ${actor.personId}::uuid))
      ) as confirmations,
      (select count(*) from batch_expert e
        where e.batch_id = ${batchId}::uuid and e.standing = 'drawn' and e.answer is null
          and e.expert_id in (select own_experts())) as invitations,
      (select count(*) from reader r join open_readings() o using (consortium_id, application_id, expert_id)
        where r.batch_id = ${batchId}::uuid and not o.is_submitted) as readings`.execute(tx);
  return rows[0] ?? { confirmations: [], invitations: 0, readings: 0 };
}
