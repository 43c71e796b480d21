import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTasks, type OpenedTask } from './task-queries.ts';

type Action = OpenedTask['actions'][number];

const openTexts = { checked: '检查事项还没有全部勾选', ready: '前置任务还没有完成' } as const;

/** What the reader may do with a task now, and what must be done before. */
export function TaskActions({ id, task }: { id: string; task: OpenedTask }) {
  const [text, setText] = useState('');
  const [doneOn, setDoneOn] = useState('');
  const act = useMutation({
    mutationFn: (action: Action['id']) =>
      answered(
        client.POST('/api/consortia/{id}/tasks/{taskId}/acts', {
          params: { path: { id, taskId: task.id } },
          body: {
            version: task.version,
            action,
            text: text.trim(),
            ...(action === 'finish' && doneOn !== '' ? { doneOn } : {}),
          },
        }),
      ),
    onSuccess: () => setText(''),
    onSettled: forgetTasks,
  });
  if (task.actions.length === 0) return null;
  const open = [...new Set(task.actions.flatMap((action) => action.open))];
  const needsReason = task.actions.some((action) => action.needsReason);
  const canFinish = task.manages && task.actions.some((action) => action.id === 'finish');
  const isBlocked = (action: Action) => action.open.length > 0 || (action.needsReason && text.trim() === '');
  const first = task.actions.find(({ id: one }) => one === 'submit' || one === 'finish') ?? task.actions[0];
  return (
    <section className="card" aria-label="办理">
      <h2>办理</h2>
      {open.length > 0 && (
        <p className="warning">{open.map((one) => openTexts[one]).join('；')}，完成后才能提交或验收。</p>
      )}
      {task.evidence === 0 && task.state !== 'done' && <p className="soft">还没有证据材料，建议先上传再提交。</p>}
      <label className="field">
        <span>{needsReason ? '说明（退回、重新办理、取消须写明理由）' : '说明（可不填）'}</span>
        <textarea
          className="text"
          rows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {canFinish && (
        <label className="field">
          <span>核定完成日期（不填为{task.doneOn ?? '今天'}）</span>
          <input
            className="text inline"
            type="date"
            value={doneOn}
            onChange={(event) => setDoneOn(event.target.value)}
          />
        </label>
      )}
      <p className="actions">
        {task.actions.map((action) => (
          <Button
            key={action.id}
            size="large"
            type={action === first ? 'primary' : 'default'}
            disabled={isBlocked(action)}
            loading={act.isPending && act.variables === action.id}
            onClick={() => (action.id !== 'drop' || confirm('确定取消这项任务？')) && act.mutate(action.id)}
          >
            {action.label}
          </Button>
        ))}
      </p>
      {act.error && <ProblemText error={act.error} />}
    </section>
  );
}
