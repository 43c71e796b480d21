import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Task } from './task-queries.ts';
import { timeClass } from './task-texts.ts';

type Due = { key: string; day: string; task: Task; node: string | null; isDone: boolean };

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

/** A month of days on which something is due: tasks, and time nodes within them. */
export function TaskMonth({ id, tasks, today }: { id: string; tasks: readonly Task[]; today: string }) {
  const [month, setMonth] = useState(today.slice(0, 7));
  const byDay = Map.groupBy(duesOf(tasks), ({ day }) => day);
  return (
    <section className="card" aria-label="日历">
      <div className="actions task-month-head">
        <Button onClick={() => setMonth(movedBy(month, -1))}>上个月</Button>
        <h2>
          {month.slice(0, 4)}年{Number(month.slice(5))}月
        </h2>
        <Button onClick={() => setMonth(movedBy(month, 1))}>下个月</Button>
        {month !== today.slice(0, 7) && <Button onClick={() => setMonth(today.slice(0, 7))}>本月</Button>}
      </div>
      <div className="task-weekdays" aria-hidden="true">
        {weekdays.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol className="task-days">
        {daysOf(month).map((day) => {
          const dues = byDay.get(day) ?? [];
          const classes = [
            day.startsWith(month) ? '' : 'outside',
            day === today ? 'today' : '',
            dues.length === 0 ? 'empty' : '',
          ];
          return (
            <li key={day} className={classes.filter(Boolean).join(' ') || undefined}>
              <time dateTime={day}>
                <span className="month">{Number(day.slice(5, 7))}月</span>
                {Number(day.slice(8))}
                <span className="month">日</span>
              </time>
              <ul className="plain-list">
                {dues.map(({ key, task, node, isDone }) => (
                  <li key={key} className={isDone ? 'soft' : timeClass(task)}>
                    <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: task.id }}>
                      {isDone && '✓ '}
                      {node === null ? task.title : `${node}（${task.title}）`}
                    </Link>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
      {![...byDay.keys()].some((day) => day.startsWith(month)) && <p className="soft">这个月没有到期的任务。</p>}
    </section>
  );
}

function duesOf(tasks: readonly Task[]): readonly Due[] {
  return tasks
    .filter(({ state }) => state !== 'dropped')
    .flatMap((task) => [
      { key: task.id, day: task.dueOn, task, node: null, isDone: task.time === 'done' },
      ...task.checks.flatMap(({ id, text, dueOn, done }) =>
        dueOn === null ? [] : [{ key: id, day: dueOn, task, node: text, isDone: done !== null }],
      ),
    ]);
}

/** The whole weeks, from Monday, that a month touches. */
function daysOf(month: string): readonly string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = Date.UTC(year, number - 1, 1);
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const count = Math.ceil((before + length) / 7) * 7;
  return Array.from({ length: count }, (_, at) =>
    new Date(first + (at - before) * 86_400_000).toISOString().slice(0, 10),
  );
}

function movedBy(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
