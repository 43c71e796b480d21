import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { batchQuery } from '#web/batch/batch-query.ts';
import { ExtendStage } from '#web/batch/extend-stage.tsx';
import { Objections } from '#web/selection/objections.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { type Acceptance, acceptanceQuery } from './acceptance-queries.ts';
import { Board } from './board.tsx';
import { PublishOutcomes } from './publish-outcomes.tsx';
import { Uses } from './uses.tsx';
import '#web/batch/batch.css';
import './acceptance.css';

/** An acceptance: what waits for the reader, where each consortium stands, its publication and what it was used for. */
export function AcceptancePage() {
  const { id = '' } = useParams({ strict: false });
  const acceptance = useQuery(acceptanceQuery(id));
  const batch = useQuery(batchQuery(id)).data;
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: acceptanceQuery(id).queryKey });
  return (
    <>
      <BatchHead id={id} title="验收" />
      <Loaded query={acceptance}>
        {(data) => (
          <>
            <Todo acceptance={data} />
            <Calendar acceptance={data} />
            <Board acceptance={data} />
            {data.isOffice && (
              <>
                <PublishOutcomes acceptance={data} onReload={reload} />
                {data.publicity && (
                  <Objections
                    batchId={id}
                    objections={data.objections}
                    isOver={data.list !== null}
                    consortia={data.items.map(({ consortiumId, consortium }) => ({
                      id: consortiumId,
                      label: consortium,
                    }))}
                    onChanged={reload}
                  />
                )}
              </>
            )}
            {data.list && <Uses acceptance={data} onReload={reload} />}
            {batch?.canManage && !data.list && <ExtendStage batch={batch} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Todo({ acceptance: { todo } }: { acceptance: Acceptance }) {
  return (
    <section className="card">
      <h2>等待我办理</h2>
      {todo.length === 0 ? (
        <p className="soft">现在没有等待您办理的事。</p>
      ) : (
        <ul>
          {todo.map(({ text, link }) => (
            <li key={text}>
              <a href={link}>{text}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Calendar({ acceptance: { stages, criteria, year, ofBatch } }: { acceptance: Acceptance }) {
  return (
    <section className="card">
      <h2>日程（北京时间）</h2>
      <ol className="stages">
        {stages.map(({ id, label, closesAt, isClosed, isCurrent }) => (
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
      <p className="soft">
        对“{ofBatch.title}”的培育单位，按{year}年的数据验收。标准：
        {criteria
          .map(
            ({ kind, label, unit, threshold }) =>
              `${label}${kind === 'returns' || kind === 'standing' ? '不超过' : '不低于'}${threshold}${unit}`,
          )
          .join('，')}
        。
      </p>
    </section>
  );
}
