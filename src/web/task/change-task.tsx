import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { sentTask, TaskForm, type TypedTask } from './task-form.tsx';
import { forgetTasks, type OpenedTask, type TasksData } from './task-queries.ts';

/** A task said anew by the secretariat, with what it waits for. */
export function ChangeTask(props: { id: string; task: OpenedTask; data: TasksData; onEnd: () => void }) {
  const { id, task, data, onEnd } = props;
  const [typed, setTyped] = useState<TypedTask>(() => ({
    title: task.title,
    keyTask: task.keyTask,
    duty: task.duty,
    department: task.department ?? '',
    memberId: task.unit.id ?? '',
    personId: task.person?.id ?? '',
    startsOn: task.startsOn,
    dueOn: task.dueOn,
    points: task.points,
    checks: task.checks.map(({ id: checkId, text, dueOn }) => ({
      key: checkId,
      id: checkId,
      text,
      dueOn: dueOn ?? '',
    })),
  }));
  const [after, setAfter] = useState<readonly string[]>(task.after);
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/tasks/{taskId}', {
          params: { path: { id, taskId: task.id } },
          body: { ...sentTask(typed), after: [...after], version: task.version },
        }),
      ),
    onSuccess: async () => {
      await forgetTasks();
      onEnd();
    },
  });
  return (
    <form
      aria-label="修改任务"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>修改任务</h2>
      <TaskForm id={id} data={data} typed={typed} onType={setTyped} />
      <After data={data} own={task.id} after={after} onAfter={setAfter} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={onEnd}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

function After(props: {
  data: TasksData;
  own: string;
  after: readonly string[];
  onAfter: (after: readonly string[]) => void;
}) {
  const { data, own, after, onAfter } = props;
  const titleOf = (id: string) => data.items.find((one) => one.id === id)?.title ?? '（已不可见的任务）';
  const others = data.items.filter(({ id, state }) => id !== own && state !== 'dropped' && !after.includes(id));
  return (
    <div className="field">
      <label>
        <strong>前置任务</strong>
        <select className="text" value="" onChange={(event) => onAfter([...after, event.target.value])}>
          <option value="">选择须先完成的任务</option>
          {others.map(({ id, title, dueOn }) => (
            <option key={id} value={id}>
              {title}（{dueOn}）
            </option>
          ))}
        </select>
      </label>
      <ul className="plain-list">
        {after.map((id) => (
          <li key={id}>
            {titleOf(id)}{' '}
            <button
              type="button"
              className="plain"
              aria-label={`去掉前置任务“${titleOf(id)}”`}
              onClick={() => onAfter(after.filter((one) => one !== id))}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
