import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Motion, Motions } from './vote-queries.ts';

/** The resolution of a motion that was carried: issuing it, its document, and the tasks by which it is done. */
export function ResolutionActs(props: {
  path: { id: string; meetingId: string; motionId: string };
  motion: Motion;
  data: Motions;
  onDone: () => Promise<void>;
}) {
  const { path, motion, data, onDone } = props;
  const { canManage, departments } = data;
  const issue = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/resolution', { params: { path } }),
      ),
    onSettled: onDone,
  });
  const { resolution } = motion;
  if (!resolution)
    return canManage ? (
      <p className="actions">
        <Button type="primary" loading={issue.isPending} onClick={() => issue.mutate()}>
          形成决议并编号
        </Button>
        {issue.error && <ProblemText error={issue.error} />}
      </p>
    ) : null;
  const file = `/api/consortia/${path.id}/resolutions/${resolution.id}/document`;
  return (
    <div>
      <p>
        <strong>{resolution.number}</strong>　<a href={`${file}.docx`}>Word</a>　<a href={`${file}.pdf`}>PDF</a>
      </p>
      {canManage && (
        <TaskForm id={path.id} resolutionId={resolution.id} title={motion.title} departments={departments} />
      )}
    </div>
  );
}

function TaskForm(props: { id: string; resolutionId: string; title: string; departments: readonly string[] }) {
  const { id, resolutionId, title, departments } = props;
  const [task, setTask] = useState({ title: `落实“${title}”`, dueOn: '', department: '' });
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/resolutions/{resolutionId}/tasks', {
          params: { path: { id, resolutionId } },
          body: { ...task, department: task.department === '' ? null : task.department },
        }),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <form className="actions" onSubmit={submit} aria-label="据决议立任务">
      <input
        className="text"
        aria-label="任务"
        required
        maxLength={200}
        size={30}
        value={task.title}
        onChange={(event) => setTask({ ...task, title: event.target.value })}
      />
      <label>
        部门{' '}
        <select
          className="text"
          value={task.department}
          onChange={(event) => setTask({ ...task, department: event.target.value })}
        >
          <option value="">秘书处</option>
          {departments.map((department) => (
            <option key={department}>{department}</option>
          ))}
        </select>
      </label>
      <label>
        完成期限{' '}
        <input
          className="text"
          type="date"
          required
          value={task.dueOn}
          onChange={(event) => setTask({ ...task, dueOn: event.target.value })}
        />
      </label>
      <Button htmlType="submit" loading={open.isPending}>
        据决议立任务
      </Button>
      <span role="status" className="good">
        {open.isSuccess && '已立任务，在“任务”中分派。'}
      </span>
      {open.error && <ProblemText error={open.error} />}
    </form>
  );
}
