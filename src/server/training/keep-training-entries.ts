import { attendedOf } from '#core/training/attended.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { type ClassRow, type ClassTarget, readTrainees, type TraineeRow } from './class-row.ts';
import { trainingRules } from './training-right.ts';

type Order = ClassTarget & {
  row: ClassRow;
  /** The member that confirms; then only what is of its staff is written, in its words as well. */
  confirmedBy?: string;
  reason: string;
};

/**
 * Writes what the ledgers say of a class that is over: for the staff of each member and for each group, as many people on as many days as signed in. In the words
 * of the member that held it, and of the member whose staff they were once it has confirmed. Throws as `keepEntries`.
 */
export async function keepTrainingEntries(context: Context, tx: Tx, actor: Actor, order: Order): Promise<void> {
  const { consortiumId, classId, row, confirmedBy, reason } = order;
  const trainees = (await readTrainees(tx, order)).filter(
    ({ enterprise_id }) => confirmedBy === undefined || enterprise_id === confirmedBy,
  );
  const groups = Map.groupBy(trainees, ({ enterprise_id, audience }) => enterprise_id ?? audience ?? '');
  const said = [...groups].flatMap(([group, own]) => attendedIn(own).map((attended) => ({ group, own, attended })));
  if (said.length === 0) return;
  const keys = said.map(({ own, attended }) => ({
    consortium_id: consortiumId,
    class_id: classId,
    enterprise_id: own[0]?.enterprise_id ?? null,
    audience: own[0]?.audience ?? null,
    starts_on: attended.startedOn,
  }));
  if (confirmedBy === undefined)
    await tx
      .insertInto('training_entry')
      .values(keys)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const records = await tx
    .selectFrom('training_entry')
    .select(['id', 'enterprise_id', 'audience', 'starts_on'])
    .where('consortium_id', '=', consortiumId)
    .where('class_id', '=', classId)
    .execute();
  const recordOf = new Map(
    records.map((each) => [`${each.enterprise_id ?? each.audience} ${each.starts_on}`, each.id]),
  );
  const { employees, groups: ofGroups } = trainingRules();
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'training-class',
    entries: said.map(({ group, own, attended }) => {
      const { enterprise_id: enterprise = null, audience = null } = own[0] ?? {};
      const values = { provider: row.member_id, topic: row.name, ...attended };
      const record = { recordId: recordOf.get(`${group} ${attended.startedOn}`) ?? '' };
      return enterprise === null
        ? { ...record, kind: ofGroups, values: { ...values, audience }, sides: [row.member_id] }
        : {
            ...record,
            kind: employees,
            values: { ...values, enterprise, kind: row.kind },
            sides: [...new Set([row.member_id, ...(confirmedBy === undefined ? [] : [confirmedBy])])],
          };
    }),
    reason: reason || undefined,
  });
}

const attendedIn = (trainees: readonly TraineeRow[]) =>
  attendedOf(trainees.flatMap(({ id, days }) => days.map((day) => ({ traineeId: id, day }))));
