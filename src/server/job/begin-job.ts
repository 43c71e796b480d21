import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { JobKind } from './job-kind.ts';

export type JobOrder = {
  consortiumId: string;
  kind: JobKind;
  parameters: Readonly<Record<string, unknown>>;
  total?: number;
  /** Where files were put for it before. */
  id?: string;
};

const mostOpen = 20;

/** Puts a job where a server takes it up. The caller has made sure that the actor may have it done. Throws `Refusal('too-many-requests')`. */
export async function beginJob(
  context: Pick<Context, 'db'>,
  actor: Pick<Actor, 'personId'>,
  order: JobOrder,
): Promise<string> {
  const { consortiumId, kind, parameters, total = null, id = crypto.randomUUID() } = order;
  await context.db.asActor(actor, async (tx) => {
    const open = await tx
      .selectFrom('job')
      .select('id')
      .where('created_by', '=', actor.personId)
      .where('state', 'in', ['waiting', 'running'])
      .execute();
    if (open.length >= mostOpen)
      throw new Refusal('too-many-requests', { detail: '您还有许多工作正在处理，请等它们完成后再试。' });
    await tx
      .insertInto('job')
      .values({
        consortium_id: consortiumId,
        id,
        kind,
        total,
        parameters: JSON.stringify(parameters),
        created_by: actor.personId,
      })
      .execute();
  });
  context.db.bus.tell('lianheti_job', `begun ${id}`);
  return id;
}
