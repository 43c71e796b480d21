import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Gantt, type GanttRow, ganttOf, headHeight, rowHeight } from './gantt-layout.ts';
import type { Task } from './task-queries.ts';
import { timeText, whoseText } from './task-texts.ts';

const keys = [
  ['ahead', '在办'],
  ['done', '已完成'],
  ['late', '逾期'],
  ['node', '时间节点'],
] as const;

/** The tasks over time: what each waits for, its time nodes, how far it is and where it is late. The same stands in the list as a table. */
export function TaskGantt({ id, tasks, today }: { id: string; tasks: readonly Task[]; today: string }) {
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
      </p>
      <div className="gantt" ref={box}>
        <div className="gantt-names" style={{ paddingTop: headHeight }}>
          {gantt.rows.map((row) => (
            <Name key={row.kind === 'group' ? row.name : row.task.id} id={id} row={row} />
          ))}
        </div>
        <Bars gantt={gantt} count={tasks.length} />
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

function Bars({ gantt, count }: { gantt: Gantt; count: number }) {
  const { width, height, rows, months, today, arrows } = gantt;
  return (
    <svg
      width={width}
      height={height}
      role="img"
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
            <title>{`${row.task.title}（${whoseText(row.task)}），${timeText(row.task)}`}</title>
            {row.lateTo !== null && (
              <line
                x1={row.x + row.width}
                x2={row.lateTo}
                y1={row.y + rowHeight / 2}
                y2={row.y + rowHeight / 2}
                className="lateness"
              />
            )}
            <rect x={row.x} y={row.y + 7} width={row.width} height={rowHeight - 14} rx={2} className="bar" />
            <rect
              x={row.x}
              y={row.y + 7}
              width={row.width * row.checked}
              height={rowHeight - 14}
              rx={2}
              className="checked"
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
