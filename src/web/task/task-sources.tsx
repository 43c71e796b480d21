import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTasks, sourcesQuery, type TaskSource } from './task-queries.ts';

/** Plans, and remarks of offices: the tasks they speak of, each to be opened with its day. */
export function TaskSources({ id }: { id: string }) {
  const sources = useQuery(sourcesQuery(id));
  return (
    <section className="card" aria-label="规划、计划和上级意见">
      <h2>从建设规划、年度计划和上级意见建立</h2>
      <Loaded query={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">提交推荐书、报送年度建设计划，或收到省、部的意见后，在这里逐条列出。</p>
          ) : (
            items.map((source) => <Source key={source.noun + source.id + source.at} id={id} source={source} />)
          )
        }
      </Loaded>
    </section>
  );
}

function Source({ id, source }: { id: string; source: TaskSource }) {
  return (
    <details>
      <summary>
        <strong>{source.title}</strong>{' '}
        <span className="soft">
          {momentText(source.at)}　读出{source.items.length}条{source.opened > 0 && `，已建立${source.opened}项任务`}
        </span>
      </summary>
      <p className="soft" style={{ whiteSpace: 'pre-wrap' }}>
        {source.text}
      </p>
      {source.items.map((item) => (
        <Proposed key={item.title} id={id} source={source} item={item} />
      ))}
    </details>
  );
}

function Proposed(props: { id: string; source: TaskSource; item: TaskSource['items'][number] }) {
  const { id, source, item } = props;
  const [title, setTitle] = useState(item.title);
  const [dueOn, setDueOn] = useState(item.dueOn ?? '');
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/tasks', {
          params: { path: { id } },
          body: {
            title,
            dueOn,
            origin: { noun: source.noun, id: source.id, text: source.title },
          },
        }),
      ),
    onSuccess: forgetTasks,
  });
  if (item.isOpened || open.isSuccess) return <p className="good">✓ {title}</p>;
  return (
    <form
      className="task-rows"
      style={{ marginTop: 6 }}
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <div>
        <input
          className="text"
          required
          maxLength={200}
          aria-label={`任务：${item.title}`}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <input
          className="text inline"
          type="date"
          required
          aria-label={`“${item.title}”的时间节点`}
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
        />
        <Button htmlType="submit" loading={open.isPending}>
          建立任务
        </Button>
      </div>
      {open.error && <ProblemText error={open.error} />}
    </form>
  );
}
