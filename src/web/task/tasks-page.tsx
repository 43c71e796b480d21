import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { TaskCalendarFeed } from './calendar-feed.tsx';
import { MonthReport } from './month-report.tsx';
import { TaskBoard } from './task-board.tsx';
import { everyTask, type Filter, fitsFilter, TaskFilters } from './task-filters.tsx';
import { TaskGantt } from './task-gantt.tsx';
import { TaskList } from './task-list.tsx';
import { TaskMonth } from './task-month.tsx';
import { type Task, type TasksData, tasksQuery } from './task-queries.ts';
import './tasks.css';

const views = { board: '看板', list: '列表', gantt: '甘特图', month: '日历' } as const;
type View = keyof typeof views;

/** What the consortium has to do, as a board, a list, a Gantt chart and a calendar. */
export function TasksPage() {
  const { id = '' } = useParams({ strict: false });
  const tasks = useQuery(tasksQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="任务" />
      <Loaded query={tasks}>
        {(data) => (data.items.length === 0 ? <NoTasks id={id} data={data} /> : <Tasks id={id} data={data} />)}
      </Loaded>
    </>
  );
}

function NoTasks({ id, data }: { id: string; data: TasksData }) {
  return (
    <div className="card">
      {data.manages ? (
        <p>
          还没有任务。理事会决议通过后会自动成为任务；也可以
          <Link to="/consortia/$id/tasks/open" params={{ id }}>
            从责任清单、建设规划或上级意见建立任务
          </Link>
          。
        </p>
      ) : (
        <p>目前没有由您单位办理的任务。秘书处分派后，在这里列出，并有消息通知。</p>
      )}
    </div>
  );
}

function Tasks({ id, data }: { id: string; data: TasksData }) {
  const [view, setView] = useState<View>('board');
  const [filter, setFilter] = useState<Filter>(everyTask);
  const shown = data.items.filter((task) => fitsFilter(task, filter));
  return (
    <>
      <Summary tasks={data.items} />
      <div className="task-bar">
        <fieldset className="task-views">
          <legend className="unseen">怎样看</legend>
          {Object.entries(views).map(([key, name]) => (
            <label key={key} className={view === key ? 'chosen' : undefined}>
              <input type="radio" name="view" checked={view === key} onChange={() => setView(key as View)} />
              {name}
            </label>
          ))}
        </fieldset>
        {data.manages && (
          <Link to="/consortia/$id/tasks/open" params={{ id }} className="task-open">
            建立任务
          </Link>
        )}
      </div>
      <TaskFilters data={data} filter={filter} shown={shown.length} onFilter={setFilter} />
      {shown.length === 0 && <p className="card">没有符合条件的任务，请放宽条件。</p>}
      {shown.length > 0 && view === 'board' && <TaskBoard id={id} tasks={shown} states={data.states} />}
      {shown.length > 0 && view === 'list' && <TaskList id={id} tasks={shown} states={data.states} />}
      {shown.length > 0 && view === 'gantt' && (
        <TaskGantt id={id} tasks={shown} today={data.today} manages={data.manages} />
      )}
      {shown.length > 0 && view === 'month' && <TaskMonth id={id} tasks={shown} today={data.today} />}
      <div className="task-more">
        {data.items.length > 0 && <MonthReport id={id} today={data.today} />}
        <TaskCalendarFeed id={id} />
      </div>
    </>
  );
}

function Summary({ tasks }: { tasks: readonly Task[] }) {
  const count = (holds: (task: Task) => boolean) => tasks.filter(holds).length;
  const late = count(({ time }) => time === 'late');
  return (
    <p className="task-summary card" role="status">
      <span>
        <strong className={late > 0 ? 'error' : ''}>{late}</strong> 项逾期
      </span>
      <span>
        <strong>{count(({ time }) => time === 'soon')}</strong> 项一周内到期
      </span>
      <span>
        <strong>{count(({ state }) => state === 'submitted')}</strong> 项待验收
      </span>
      <span>
        <strong>{count(({ state }) => state === 'open' || state === 'doing')}</strong> 项在办
      </span>
      <span>
        <strong>{count(({ state }) => state === 'done')}</strong> 项已完成
      </span>
    </p>
  );
}
