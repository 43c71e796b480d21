import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { BatchHead } from './batch-head.tsx';
import { type Batch, batchQuery } from './batch-query.ts';
import { BatchRules } from './batch-rules.tsx';
import { ExtendStage } from './extend-stage.tsx';
import { PublishNotice } from './publish-notice.tsx';
import './batch.css';

/** Where a batch stands and what waits for the reader; its office also moves its days and sets its rules here. */
export function BatchPage() {
  const { id = '' } = useParams({ strict: false });
  const batch = useQuery(batchQuery(id));
  return (
    <>
      <BatchHead id={id} title="总览" />
      <Loaded query={batch}>
        {(data) => (
          <>
            <Todo batch={data} />
            <Calendar batch={data} />
            <States batch={data} />
            {data.canManage && <ExtendStage batch={data} />}
            {data.canReview && <PublishNotice batchId={data.id} />}
            <BatchRules key={data.id} batch={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Todo({ batch }: { batch: Batch }) {
  return (
    <section className="card">
      <h2>等待我办理</h2>
      {batch.todo.length === 0 ? (
        <p className="soft">现在没有等待您办理的事。</p>
      ) : (
        <ul>
          {batch.todo.map(({ text, link }) => (
            <li key={text}>
              <a href={link}>{text}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Calendar({ batch }: { batch: Batch }) {
  return (
    <section className="card">
      <h2>日程（北京时间）</h2>
      <ol className="stages">
        {batch.stages.map(({ id, label, closesAt, isClosed, isCurrent }) => (
          <li
            key={id}
            className={isCurrent ? 'current' : isClosed ? 'closed' : ''}
            aria-current={isCurrent ? 'step' : undefined}
          >
            <strong>{label}</strong>
            <span>至{momentText(closesAt)}</span>
            <span className={isCurrent ? 'warning' : 'soft'}>
              {isClosed ? '已截止' : remainingText(closesAt, Date.now())}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <a href={`/public/batches/${batch.id}`}>本批次的公开页面</a>
      </p>
      {batch.extensions.map(({ id, stage, before, after, reason, by }) => (
        <p key={id} className="soft">
          {batch.stages.find((each) => each.id === stage)?.label}由{momentText(before)}延至{momentText(after)}：{reason}
          （{by}）
        </p>
      ))}
    </section>
  );
}

function States({ batch }: { batch: Batch }) {
  const total = batch.states.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="card">
      <h2>进展</h2>
      {total === 0 ? (
        <p className="soft">还没有申报。联合体的秘书处在“我的联合体”页开始填报后，这里显示各份申报到了哪一步。</p>
      ) : (
        <p>
          我能看到{total}份申报：
          {batch.states.map(({ label, count }) => `${label}${count}份`).join('，')}。
        </p>
      )}
    </section>
  );
}
