import { Link } from '@tanstack/react-router';
import type { Task, TasksData } from './task-queries.ts';
import { timeClass, timeText, whoseText } from './task-texts.ts';

const columns = ['open', 'doing', 'submitted', 'done'] as const;

/** The tasks by where they stand, the nearest day first; the last done first. */
export function TaskBoard({ id, tasks, states }: { id: string; tasks: readonly Task[]; states: TasksData['states'] }) {
  return (
    <div className="task-board">
      {columns.map((state) => {
        const own = tasks.filter((task) => task.state === state);
        const ordered = state === 'done' ? own.toSorted((a, b) => ((a.doneOn ?? '') < (b.doneOn ?? '') ? 1 : -1)) : own;
        return (
          <section key={state} aria-label={states[state]}>
            <h2>
              {states[state]} <span className="soft">{own.length}</span>
            </h2>
            <ul className="plain-list">
              {ordered.map((task) => (
                <Card key={task.id} id={id} task={task} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Card({ id, task }: { id: string; task: Task }) {
  const checked = task.checks.filter(({ done }) => done !== null).length;
  return (
    <li className={`task-card ${task.time}`}>
      <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: task.id }}>
        {task.title}
      </Link>
      <div className={timeClass(task)}>{timeText(task)}</div>
      <div className="soft">
        {whoseText(task)}
        {task.department !== null && `　${task.department}`}
      </div>
      <div className="soft">
        {task.checks.length > 0 && `检查${checked}/${task.checks.length}　`}
        {task.evidence > 0 && `材料${task.evidence}件　`}
        {task.points.length > 0 && `观测点${task.points.join('、')}`}
      </div>
    </li>
  );
}
