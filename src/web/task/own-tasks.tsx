import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ownTasksQuery } from './task-queries.ts';
import { shortDay } from './task-texts.ts';
import './tasks.css';

/** The open tasks that are the reader's to do, for whoever has one; the nearest day first. */
export function OwnTasks() {
  const items = useQuery(ownTasksQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="我的任务">
      <h2>我的任务</h2>
      <ul className="plain-list task-own">
        {items.map(({ id, title, consortium, dueOn, time, checks, checked }) => (
          <li key={id}>
            <Link to="/consortia/$id/tasks/$taskId" params={{ id: consortium.id, taskId: id }}>
              {title}
            </Link>
            <span className={time === 'late' ? 'error' : time === 'soon' ? 'warning' : 'soft'}>
              {shortDay(dueOn)}
              {time === 'late' ? '到期，已逾期' : '到期'}
            </span>
            {checks > 0 && (
              <span className="soft">
                检查{checked}/{checks}
              </span>
            )}
            <span className="soft">{consortium.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
