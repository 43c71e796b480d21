import { type ChangeInForce, partyOn } from '#core/change/party-on.ts';
import { valueAt } from '#core/form/answers.ts';
import { currentPack } from '#packs/packs.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Tx } from '#server/db/database.ts';

/** Who leads a consortium and where its secretariat is, by the pack's kinds of change: what it applied with, and what has changed since. */
export type Parties = (kind: string, day: string) => string;

export async function readParties(tx: Tx, consortiumId: string): Promise<Parties> {
  const latest = await tx
    .selectFrom('application')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.consortium_id', '=', 'application.consortium_id')
        .onRef('revision.application_id', '=', 'application.id')
        .onRef('revision.number', '=', 'application.latest_revision'),
    )
    .select('answers')
    .where('application.consortium_id', '=', consortiumId)
    .orderBy('application.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const changes: readonly ChangeInForce[] = await tx
    .selectFrom('consortium_change')
    .select(['kind', 'to', 'from_day as from'])
    .where('consortium_id', '=', consortiumId)
    .where('state', '=', 'in-force')
    .orderBy('at')
    .execute();
  const answers = latest ? recordOf(latest.answers) : {};
  const cells = new Map(currentPack.monitoring?.changes.map(({ id, cell }) => [id, cell]));
  return (kind, day) => {
    const cell = cells.get(kind);
    const first = cell === undefined ? undefined : valueAt(answers, cell);
    return partyOn(kind, typeof first === 'string' ? first : '', changes, day);
  };
}
