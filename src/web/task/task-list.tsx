import { Link } from '@tanstack/react-router';
import type { Task, TasksData } from './task-queries.ts';
import { originText, timeClass, timeText, whoseText } from './task-texts.ts';

/** The tasks as a table, by their day. */
export function TaskList({ id, tasks, states }: { id: string; tasks: readonly Task[]; states: TasksData['states'] }) {
  return (
    <table className="data stacks">
      <thead>
        <tr>
          <th>任务</th>
          <th>部门</th>
          <th>责任单位</th>
          <th>起止</th>
          <th>状态</th>
          <th>检查</th>
          <th>材料</th>
          <th>来源</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td>
              <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: task.id }}>
                {task.title}
              </Link>
              {task.keyTask !== '' && <div className="soft">{task.keyTask}</div>}
            </td>
            <td data-label="部门">{task.department ?? '—'}</td>
            <td data-label="责任单位">{whoseText(task)}</td>
            <td data-label="起止" className="number">
              {task.startsOn}至{task.dueOn}
            </td>
            <td data-label="状态">
              {states[task.state]}
              <div className={timeClass(task)}>{timeText(task)}</div>
            </td>
            <td data-label="检查" className="number">
              {task.checks.length === 0
                ? '—'
                : `${task.checks.filter(({ done }) => done !== null).length}/${task.checks.length}`}
            </td>
            <td data-label="材料" className="number">
              {task.evidence}
            </td>
            <td data-label="来源">{originText(task.origin)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
