import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { EvidencePanel } from '#web/evidence/evidence-panel.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextAct } from '#web/ui/text-act.tsx';
import { ChangeTask } from './change-task.tsx';
import { TaskActions } from './task-actions.tsx';
import { forgetTasks, type OpenedTask, taskQuery, tasksQuery } from './task-queries.ts';
import { originText, timeClass, timeText, whoseText } from './task-texts.ts';
import './tasks.css';

type Opened = { id: string; task: OpenedTask };

/** One task, as whoever does it needs it on a phone: what is asked, what to tick, the evidence, and the one button that says it is done. */
export function TaskPage() {
  const { id = '', taskId = '' } = useParams({ strict: false });
  const task = useQuery(taskQuery(id, taskId));
  return (
    <>
      <ConsortiumHead id={id} title="任务" />
      <p>
        <Link to="/consortia/$id/tasks" params={{ id }}>
          返回全部任务
        </Link>
      </p>
      <Loaded query={task}>
        {(data) => (
          <div className="task-columns">
            <div>
              <Facts id={id} task={data} />
              <Checks id={id} task={data} />
              <section className="card">
                <EvidencePanel consortiumId={id} taskId={data.id} />
              </section>
              <TaskActions id={id} task={data} />
            </div>
            <div>
              {data.works && <Notes id={id} task={data} />}
              <History task={data} />
              {data.manages && data.state !== 'done' && data.state !== 'dropped' && <Editing id={id} task={data} />}
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

function Facts({ id, task }: Opened) {
  const rows: readonly (readonly [string, string])[] = [
    ['责任单位', whoseText(task)],
    ['起止时间', `${task.startsOn}至${task.dueOn}`],
    ['部门', task.department ?? ''],
    ['职责', task.duty],
    ['重点任务', task.keyTask],
    ['来源', originText(task.origin)],
    ['支撑观测点', task.points.join('、')],
  ];
  return (
    <section className="card">
      <h2>{task.title}</h2>
      <p>
        <strong>{task.stateLabel}</strong>　<span className={timeClass(task)}>{timeText(task)}</span>
      </p>
      <dl className="entry-values">
        {rows.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {task.before.length > 0 && (
          <div>
            <dt>前置任务</dt>
            <dd>
              {task.before.map((one) => (
                <div key={one.id}>
                  {task.manages ? (
                    <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: one.id }}>
                      {one.title}
                    </Link>
                  ) : (
                    one.title
                  )}
                  <span className={one.state === 'done' ? 'good' : 'warning'}>
                    {one.state === 'done' ? '　已完成' : `　未完成，${one.dueOn}到期`}
                  </span>
                </div>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Checks({ id, task }: Opened) {
  const tick = useMutation({
    mutationFn: ({ checkId, done }: { checkId: string; done: boolean }) =>
      answered(
        client.PUT('/api/consortia/{id}/tasks/{taskId}/checks/{checkId}', {
          params: { path: { id, taskId: task.id, checkId } },
          body: { done },
        }),
      ),
    onSettled: forgetTasks,
  });
  if (task.checks.length === 0) return null;
  const isOpen = task.works && (task.state === 'open' || task.state === 'doing');
  return (
    <section className="card" aria-label="检查事项">
      <h2>检查事项</h2>
      <div className="task-checks">
        {task.checks.map(({ id: checkId, text, dueOn, done }) => (
          <label key={checkId}>
            <input
              type="checkbox"
              disabled={!isOpen || tick.isPending}
              checked={tick.isPending && tick.variables.checkId === checkId ? tick.variables.done : done !== null}
              onChange={(event) => tick.mutate({ checkId, done: event.target.checked })}
            />
            <span>
              {text}
              {dueOn !== null && <span className="soft">　{dueOn}</span>}
              {done && (
                <div className="soft">
                  {done.by}，{momentText(done.at)}
                </div>
              )}
            </span>
          </label>
        ))}
      </div>
      {tick.error && <ProblemText error={tick.error} />}
    </section>
  );
}

function Notes({ id, task }: Opened) {
  return (
    <section className="card" aria-label="留言">
      <h2>留言</h2>
      <TextAct
        label={task.manages ? '告诉责任单位' : '告诉秘书处'}
        rows={2}
        most={2000}
        acts={[{ id: 'note', label: '发送' }]}
        send={(_, text) =>
          answered(
            client.POST('/api/consortia/{id}/tasks/{taskId}/notes', {
              params: { path: { id, taskId: task.id } },
              body: { text },
            }),
          )
        }
        onDone={forgetTasks}
      />
    </section>
  );
}

function History({ task }: { task: OpenedTask }) {
  const lines = [
    ...task.acts.map(({ label, text, by, at }) => ({ at, text: text === '' ? label : `${label}：${text}`, by })),
    ...task.told.map(({ label, at }) => ({ at, text: `提醒：${label}`, by: '系统' })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <section className="card" aria-label="办理经过">
      <h2>办理经过</h2>
      <ul className="plain-list">
        {lines.map(({ at, text, by }) => (
          <li key={at + text}>
            {text}
            <span className="soft">
              （{by}，{momentText(at)}）
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Editing({ id, task }: Opened) {
  const [isOpen, setIsOpen] = useState(false);
  const others = useQuery(tasksQuery(id)).data;
  return (
    <section className="card" aria-label="修改任务">
      {isOpen && others ? (
        <ChangeTask id={id} task={task} data={others} onEnd={() => setIsOpen(false)} />
      ) : (
        <Button onClick={() => setIsOpen(true)}>修改任务</Button>
      )}
    </section>
  );
}
