import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { DutyList } from './duty-list.tsx';
import { sentTask, TaskForm, type TypedTask } from './task-form.tsx';
import { forgetTasks, type TasksData, tasksQuery } from './task-queries.ts';
import { TaskSources } from './task-sources.tsx';
import './tasks.css';

/** Where the secretariat opens tasks: one by one, from a 责任清单, from plans and from remarks of offices. */
export function OpenTasksPage() {
  const { id = '' } = useParams({ strict: false });
  const tasks = useQuery(tasksQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="建立任务" />
      <p>
        <Link to="/consortia/$id/tasks" params={{ id }}>
          返回全部任务
        </Link>
      </p>
      <Loaded query={tasks}>
        {(data) =>
          data.manages ? (
            <>
              <DutyList id={id} />
              <TaskSources id={id} />
              <NewTask id={id} data={data} />
            </>
          ) : (
            <p className="card">任务由联合体秘书处建立；由您单位办理的，在“任务”中列出。</p>
          )
        }
      </Loaded>
    </>
  );
}

function NewTask({ id, data }: { id: string; data: TasksData }) {
  const empty: TypedTask = {
    ...{ title: '', keyTask: '', duty: '', department: '', memberId: '', personId: '' },
    ...{ startsOn: data.today, dueOn: '', points: [], checks: [] },
  };
  const [typed, setTyped] = useState(empty);
  const open = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/tasks', { params: { path: { id } }, body: sentTask(typed) })),
    onSuccess: async () => {
      setTyped(empty);
      await forgetTasks();
    },
  });
  return (
    <form
      className="card"
      aria-label="新建任务"
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <h2>新建一项任务</h2>
      <TaskForm id={id} data={data} typed={typed} onType={setTyped} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          建立
        </Button>
        {open.data && (
          <span role="status" className="good">
            已建立，责任单位已收到消息。
            <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: open.data.id }}>
              打开任务
            </Link>
          </span>
        )}
      </p>
      {open.error && <ProblemText error={open.error} />}
    </form>
  );
}
