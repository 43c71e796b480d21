import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { numberText } from '#core/figure/figure-text.ts';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { EvidencePanel } from '#web/evidence/evidence-panel.tsx';
import { Loaded } from '#web/ui/loaded.tsx';

const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const years = [thisYear, thisYear - 1, thisYear - 2, thisYear - 3, thisYear - 4];

function readIndicators(id: string, year: number) {
  return answered(client.GET('/api/consortia/{id}/indicators', { params: { path: { id }, query: { year } } }));
}

type Point = Awaited<ReturnType<typeof readIndicators>>['indicators'][number]['points'][number];

/** The indicator system: for each observation point what supports it, and what would help it most next. */
export function IndicatorsPage() {
  const { id = '' } = useParams({ strict: false });
  const [year, setYear] = useState(thisYear - 1);
  const indicators = useQuery({ queryKey: ['indicators', id, year], queryFn: () => readIndicators(id, year) });
  return (
    <>
      <ConsortiumHead id={id} title="指标支撑" />
      <p className="actions">
        <label>
          年度{' '}
          <select className="text inline" value={year} onChange={(event) => setYear(Number(event.target.value))}>
            {years.map((each) => (
              <option key={each} value={each}>
                {each}年
              </option>
            ))}
          </select>
        </label>
      </p>
      <Loaded query={indicators}>
        {({ indicators: list }) => (
          <>
            {list.map((indicator) => (
              <section key={indicator.id} className="card">
                <h2>
                  {indicator.id}　{indicator.title}
                </h2>
                {indicator.points.map((point) => (
                  <PointLine key={point.id} id={id} year={year} point={point} />
                ))}
              </section>
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}

function PointLine({ id, year, point }: { id: string; year: number; point: Point }) {
  const [isOpen, setOpen] = useState(false);
  const [first, ...others] = point.advice;
  return (
    <details className="point" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{point.id}</strong> {point.text}
        <br />
        <span className="soft">
          {year}年记录{point.entries}条，已确认{point.confirmed}条
          {point.tasksDone > 0 && `，完成任务${point.tasksDone}项`}，证据材料{point.evidence}件
        </span>{' '}
        {first ? <span className="warning">最该补：{first.text}</span> : <span className="good">支撑充分</span>}
      </summary>
      {others.length > 0 && <p className="soft">还可以补：{others.map(({ text }) => text).join('；')}。</p>}
      {point.figures.length > 0 && (
        <p>
          数据：
          {point.figures.map(({ figure, label, unit, value }) => (
            <span key={figure} style={{ marginRight: 16 }}>
              <Link to="/consortia/$id/figures/$figure/$year" params={{ id, figure, year: String(year) }}>
                {label} {value === null ? '—' : `${numberText(value)}${unit}`}
              </Link>
            </span>
          ))}
        </p>
      )}
      {point.kinds.length > 0 && (
        <p>
          台账：
          {point.kinds.map((kind) => (
            <span key={kind.id} style={{ marginRight: 16 }}>
              <Link to="/consortia/$id/ledgers/$kind" params={{ id, kind: kind.id }}>
                {kind.label}（{kind.entries}）
              </Link>
            </span>
          ))}
        </p>
      )}
      {(point.tasks.length > 0 || point.tasksOpen > 0) && (
        <>
          <p>
            任务：已完成{point.tasks.length}项，在办{point.tasksOpen}项
          </p>
          <ul className="plain-list">
            {point.tasks.map((task) => (
              <li key={task.id}>
                <Link to="/consortia/$id/tasks/$taskId" params={{ id, taskId: task.id }}>
                  {task.title}
                </Link>
                <span className="soft">{`　${task.unit}　${task.doneOn}完成　证据材料${task.evidence}件`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {isOpen && <EvidencePanel consortiumId={id} point={point.id} />}
    </details>
  );
}
