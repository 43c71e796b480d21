import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { observationPoints } from '#server/evidence/link-evidence.ts';
import { Refusal } from '#server/http/refusal.ts';
import { taskRules } from './task-moves.ts';

/** What is said of a task. Days are `YYYY-MM-DD`; without a member it is the secretariat's. */
export type SaidTask = {
  title: string;
  keyTask: string;
  duty: string;
  department: string | null;
  memberId: string | null;
  personId: string | null;
  startsOn: string;
  dueOn: string;
  points: readonly string[];
};

/** Throws `Refusal('invalid')` with the fields at fault and what would be right. */
export async function mustBePossible(
  context: Context,
  tx: Tx,
  consortiumId: string,
  { department, memberId, personId, startsOn, dueOn, points }: SaidTask,
): Promise<void> {
  if (department !== null && !taskRules().departments.includes(department))
    throw new Refusal('invalid', { fields: ['department'], detail: '没有这个部门，请从列表中选择。' });
  if (startsOn > dueOn)
    throw new Refusal('invalid', { fields: ['startsOn', 'dueOn'], detail: '时间节点不能早于开始时间。' });
  if (points.some((point) => !observationPoints.some(({ id }) => id === point)))
    throw new Refusal('invalid', { fields: ['points'], detail: '没有这个观测点，请从列表中选择。' });
  if (memberId !== null && !(await context.directories.of(consortiumId)).byId.has(memberId))
    throw new Refusal('invalid', { fields: ['memberId'], detail: '责任单位应是本联合体的成员单位。' });
  if (personId !== null && !(await peopleOf(tx, consortiumId, memberId)).some(({ id }) => id === personId))
    throw new Refusal('invalid', {
      fields: ['personId'],
      detail: '责任人应在责任单位有账号；请先邀请，或不填责任人。',
    });
}

/** Who may do the tasks of a member or, without one, of the secretariat: those who speak for it, as far as the actor may know them. */
export async function peopleOf(
  tx: Tx,
  consortiumId: string,
  memberId: string | null,
): Promise<readonly { id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from role_assignment a join person p on p.id = a.person_id
    where a.unit_id = ${memberId ?? consortiumId}::uuid and a.role = ${memberId === null ? 'secretariat' : 'member-reporter'}
      and exists (select from unit u where u.id = a.unit_id and (u.id = ${consortiumId}::uuid or u.parent_id = ${consortiumId}::uuid))
    order by p.name, p.id`.execute(tx);
  return rows;
}
