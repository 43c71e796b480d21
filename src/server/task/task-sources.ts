import { sql } from 'kysely';
import { type ProposedTask, proposeTasks } from '#core/task/propose-tasks.ts';
import type { TaskOrigin } from '#core/task/task-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { taskRules } from './task-moves.ts';

/** A plan of the consortium's, or a remark of an office on what it sent, out of which tasks can be opened. */
export type TaskSource = {
  noun: Extract<TaskOrigin, 'plan' | 'remark'>;
  id: string;
  title: string;
  text: string;
  at: string;
  /** How many of its tasks were opened. */
  opened: number;
  /** `isOpened`: a task of that name came from it already. */
  items: readonly (ProposedTask & { isOpened: boolean })[];
};

type Row = {
  noun: TaskSource['noun'];
  id: string;
  title: string;
  text: string | null;
  at: Date;
  year: number;
  titles: string[];
};

const mostShown = 60;

/**
 * The construction plan and the yearly plans as they were sent, and what offices remarked on form, returns and acceptance, the latest first. Throws
 * `Refusal('not-found')` also for whoever opens no tasks. Two queries.
 */
export async function readTaskSources({ db }: Context, actor: Actor, consortiumId: string): Promise<TaskSource[]> {
  const rows = await db.readAs(actor, async (tx) => {
    await mustOversee(tx, 'manage-task', consortiumId);
    return readSources(tx, consortiumId);
  });
  return rows.flatMap(({ noun, id, title, text, at, year, titles }) => {
    if (text === null || text.trim() === '') return [];
    const known = new Set(titles);
    const items = proposeTasks(text, year).map((task) => ({ ...task, isOpened: known.has(task.title) }));
    return [{ noun, id, title, text, at: at.toISOString(), opened: titles.length, items }];
  });
}

async function readSources(tx: Tx, consortiumId: string): Promise<readonly Row[]> {
  const { plans } = taskRules();
  const yearOf = sql`extract(year from s.at at time zone 'Asia/Shanghai')::integer`;
  const { rows } = await sql<Row>`
    select s.noun, s.id, s.title, s.text, s.at, coalesce(s.year, ${yearOf}) as year,
      array(select t.title from task t where t.consortium_id = ${consortiumId}::uuid and t.origin = s.noun and t.origin_id = s.id
        and t.state <> 'dropped') as titles
    from (
      select 'plan' as noun, a.id, b.title || '推荐书建设规划' as title, r.answers->>${plans.cell} as text, r.taken_at as at, null::integer as year
      from application a join batch b on b.id = a.batch_id
      join revision r on (r.consortium_id, r.application_id, r.number) = (a.consortium_id, a.id, a.latest_revision)
      where a.consortium_id = ${consortiumId}::uuid and b.kind = 'application'
      union all
      select 'plan', c.id, c.title, v.content->'texts'->>${plans.text}, v.sent_at, c.year
      from collection c join lateral (select * from collection_revision v where v.consortium_id = ${consortiumId}::uuid and v.collection_id = c.id
        order by v.number desc limit 1) v on true
      where c.kind = ${plans.collection}
      union all
      select 'remark', m.id, b.title || '推荐书意见', m.text, m.at, null
      from remark m join application a on (a.consortium_id, a.id) = (m.consortium_id, m.application_id) join batch b on b.id = a.batch_id
      where m.consortium_id = ${consortiumId}::uuid
      union all
      select 'remark', k.collection_id, c.title || '审核意见', concat_ws(E'\n', nullif(k.text, ''),
        (select string_agg(x->>'text', E'\n') from jsonb_array_elements(k.remarks) x)), k.at, c.year
      from collection_act k join collection c on c.id = k.collection_id
      where k.consortium_id = ${consortiumId}::uuid and k.level <> 'consortium' and (k.text <> '' or k.remarks <> '[]')
      union all
      select 'remark', o.batch_id, b.title || '整改要求', o.reason, o.at, extract(year from o.due_on)::integer
      from acceptance_outcome o join batch b on b.id = o.batch_id
      where o.consortium_id = ${consortiumId}::uuid and o.outcome = 'rectify'
    ) s order by s.at desc, s.id limit ${mostShown}`.execute(tx);
  return rows;
}
