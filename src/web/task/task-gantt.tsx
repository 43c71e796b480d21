import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Days, TaskBar } from './gantt-bar.tsx';
import { type Gantt, type GanttRow, ganttOf, headHeight, rowHeight } from './gantt-layout.ts';
import { forgetTasks, type Task } from './task-queries.ts';

const keys = [
  ['ahead', '在办'],
  ['done', '已完成'],
  ['late', '逾期'],
  ['node', '时间节点'],
] as const;

/**
 * The tasks over time: what each waits for, its time nodes, how far it is and where it is late. The same stands in the list as a table. Who runs the tasks
 * draws them to other days.
 */
export function TaskGantt(props: { id: string; tasks: readonly Task[]; today: string; manages: boolean }) {
  const { id, tasks, today, manages } = props;
  const move = useMutation({
    mutationFn: ({ task, days }: { task: Task; days: Days }) => moveTask(id, task, days),
    // What somebody else changed meanwhile shows, too.
    onSettled: forgetTasks,
  });
  const gantt = ganttOf(
    tasks.filter(({ state }) => state !== 'dropped'),
    today,
  );
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where not everything is seen at once, today is, with a quarter of the view before it.
    if (box.current && gantt.today !== null) box.current.scrollLeft = gantt.today - box.current.clientWidth / 4;
  }, [gantt.today]);
  return (
    <section className="card" aria-label="甘特图">
      <p className="soft gantt-key">
        {keys.map(([name, label]) => (
          <span key={name}>
            <span className={`gantt-swatch ${name}`} /> {label}
          </span>
        ))}
        <span>深色为已勾选的检查事项，箭头由前置任务指向后续任务</span>
        {manages && (
          <span>拖动横条改起止时间，拖动右端改时间节点；也可用方向键（按住Shift只改时间节点），回车保存</span>
        )}
      </p>
      {move.error && <ProblemText error={move.error} />}
      <div className="gantt" ref={box}>
        <div className="gantt-names" style={{ paddingTop: headHeight }}>
          {gantt.rows.map((row) => (
            <Name key={row.kind === 'group' ? row.name : row.task.id} id={id} row={row} />
          ))}
        </div>
        <Bars
          gantt={gantt}
          count={tasks.length}
          isSaving={move.isPending}
          onMove={manages ? (task, days) => move.mutate({ task, days }) : undefined}
        />
      </div>
    </section>
  );
}

function Name({ id, row }: { id: string; row: GanttRow }) {
  return (
    <div className={row.kind === 'group' ? 'gantt-name group' : 'gantt-name'} style={{ height: rowHeight }}>
      {row.kind === 'group' ? (
        row.name
      ) : (
        <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: row.task.id }} title={row.task.title}>
          {row.task.title}
        </Link>
      )}
    </div>
  );
}

/** The task as it stands, on other days. Throws `ApiProblem`: `stale` where somebody else changed it meanwhile, and as the form's own change. */
function moveTask(id: string, task: Task, days: Days) {
  const { title, keyTask, duty, department, unit, person, points, checks, after, version } = task;
  return answered(
    client.PUT('/api/consortia/{id}/tasks/{taskId}', {
      params: { path: { id, taskId: task.id } },
      body: {
        ...{ title, keyTask, duty, department, points, after, version, ...days },
        memberId: unit.id,
        personId: person?.id ?? null,
        checks: checks.map(({ id: checkId, text, dueOn }) => ({ id: checkId, text, dueOn })),
      },
    }),
  );
}

type Move = (task: Task, days: Days) => void;

type BarsProps = { gantt: Gantt; count: number; isSaving: boolean; onMove: Move | undefined };

function Bars({ gantt, count, isSaving, onMove }: BarsProps) {
  const { width, height, perDay, rows, months, today, arrows } = gantt;
  return (
    <svg
      width={width}
      height={height}
      role={onMove ? 'group' : 'img'}
      aria-label={`${count}项任务的起止时间和先后关系，内容同列表`}
      className="gantt-bars"
    >
      <defs>
        <marker id="gantt-arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0,0L6,3L0,6Z" />
        </marker>
      </defs>
      {months.map(({ x, width: wide, label, isYear }) => (
        <g key={x}>
          <line x1={x} x2={x} y1={isYear ? 0 : 18} y2={height} className="grid" />
          {(isYear || wide > 30) && (
            <text x={x + 4} y={isYear ? 14 : 32} className={isYear ? 'year' : undefined}>
              {label}
            </text>
          )}
        </g>
      ))}
      {rows.map((row) =>
        row.kind === 'group' ? (
          <rect key={row.name} x={0} y={row.y} width={width} height={rowHeight} className="band" />
        ) : (
          <g key={row.task.id} className={row.task.time}>
            {row.lateTo !== null && (
              <line
                x1={row.x + row.width}
                x2={row.lateTo}
                y1={row.y + rowHeight / 2}
                y2={row.y + rowHeight / 2}
                className="lateness"
              />
            )}
            <TaskBar
              row={row}
              perDay={perDay}
              isSaving={isSaving}
              onMove={
                onMove && row.task.state !== 'done' && row.task.state !== 'submitted'
                  ? (days) => onMove(row.task, days)
                  : undefined
              }
            />
            {row.nodes.map((node) => (
              <path
                key={node.text}
                d={`M${node.x},${row.y + rowHeight / 2 - 6}l6,6l-6,6l-6,-6Z`}
                className={node.isDone ? 'node done' : 'node'}
              >
                <title>{node.text}</title>
              </path>
            ))}
          </g>
        ),
      )}
      {arrows.map(({ path, isBroken }) => (
        <path key={path} d={path} className={isBroken ? 'arrow broken' : 'arrow'} markerEnd="url(#gantt-arrow)" />
      ))}
      {today !== null && (
        <g className="today">
          <line x1={today} x2={today} y1={18} y2={height} />
          <text x={today + 4} y={headHeight - 22}>
            今天
          </text>
        </g>
      )}
    </svg>
  );
}
