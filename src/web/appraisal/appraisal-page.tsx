import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Appraised, appraisalQuery, forgetAppraisals, type OpenedAppraisal } from './appraisal-queries.ts';
import { AppraisedCard } from './appraised-card.tsx';
import './appraisals.css';

/** One appraisal: for who oversees it everybody's scores; for who is appraised its own, and how each came about. */
export function AppraisalPage() {
  const { id = '', appraisalId = '' } = useParams({ strict: false });
  const appraisal = useQuery(appraisalQuery(id, appraisalId));
  return (
    <>
      <ConsortiumHead id={id} title="考核" />
      <p>
        <Link to="/consortia/$id/appraisals" params={{ id }}>
          返回全部考核
        </Link>
      </p>
      <Loaded query={appraisal}>{(data) => <Opened id={id} data={data} />}</Loaded>
    </>
  );
}

function Opened({ id, data }: { id: string; data: OpenedAppraisal }) {
  const isWhole = data.subjects.length === data.count && data.ranking === null && data.count > 1;
  const waiting = data.subjects.find(({ objections }) => objections.some(({ state }) => state === 'open'));
  const unscored = data.subjects.find(({ scores }) => scores.length < data.indicators.length);
  const [chosen, choose] = useState<string>();
  const shown = data.subjects.find((each) => each.id === chosen) ?? waiting ?? unscored ?? data.subjects[0];
  return (
    <>
      <Facts id={id} data={data} />
      {isWhole && <Scores data={data} shown={shown} onChoose={choose} />}
      {(isWhole ? (shown ? [shown] : []) : data.subjects).map((subject) => (
        <AppraisedCard key={subject.id} id={id} data={data} subject={subject} />
      ))}
      {data.ranking && <Ranking rows={data.ranking} />}
    </>
  );
}

function Facts({ id, data }: { id: string; data: OpenedAppraisal }) {
  const { scheme } = data;
  const files = `/api/consortia/${id}/appraisals/${data.id}`;
  const isPublished = data.state === 'published' || data.state === 'final';
  return (
    <section className="card" aria-label="考核">
      <h2>{data.title}</h2>
      <p className="soft">
        考核{data.fromDay}至{data.toDay}的工作，按《{scheme.title}》第{scheme.number}版，考核{scheme.subjectLabel}
        {data.count}个
      </p>
      <p>
        <strong>{data.stateLabel}</strong>
        {data.state === 'published' && `　异议期至${data.objectionsUntil}`}
      </p>
      {data.canManage && <Actions id={id} data={data} />}
      {data.canManage && isPublished && (
        <p className="actions">
          <a href={`${files}/notices/docx`} download>
            考核结果（Word）
          </a>
          <a href={`${files}/notices/pdf`} download>
            考核结果（PDF）
          </a>
          <a href={`${files}/results.xlsx`} download>
            各项得分（Excel）
          </a>
        </p>
      )}
    </section>
  );
}

const sure = {
  publish: '公布后得分只随异议的答复改变，确定公布？',
  discard: '作废后不能恢复，确定？',
  finish: '确定后不能再改变，确定？',
} as const;

function Actions({ id, data }: { id: string; data: OpenedAppraisal }) {
  const path = { id, appraisalId: data.id };
  const act = useMutation({
    mutationFn: (action: keyof typeof sure) =>
      answered(
        client.POST('/api/consortia/{id}/appraisals/{appraisalId}/acts', {
          params: { path },
          body: { version: data.version, action },
        }),
      ),
    onSettled: forgetAppraisals,
  });
  const measure = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/appraisals/{appraisalId}/measurements', { params: { path } })),
    onSettled: forgetAppraisals,
  });
  const error = act.error ?? measure.error;
  return (
    <>
      <p className="actions">
        {data.actions.map(({ action, label, isReady }) => (
          <Button
            key={action}
            type={isReady && action !== 'discard' ? 'primary' : 'default'}
            loading={act.isPending && act.variables === action}
            onClick={() => confirm(sure[action]) && act.mutate(action)}
          >
            {label}
          </Button>
        ))}
        {data.state === 'draft' && (
          <Button loading={measure.isPending} onClick={() => measure.mutate()}>
            按现在的数据重新计分
          </Button>
        )}
      </p>
      {error && <ProblemText error={error} />}
    </>
  );
}

function Scores(props: { data: OpenedAppraisal; shown: Appraised | undefined; onChoose: (id: string) => void }) {
  const { data, shown, onChoose } = props;
  return (
    <section className="card scroll" aria-label="各项得分">
      <table className="data stacks">
        <thead>
          <tr>
            <th>名次</th>
            <th>{data.scheme.subjectLabel}</th>
            {data.indicators.map(({ id, title, weight }) => (
              <th key={id}>
                {title}（{weight}）
              </th>
            ))}
            <th>总分</th>
            <th>等次</th>
            <th>情况</th>
          </tr>
        </thead>
        <tbody>
          {data.subjects.map((subject) => (
            <tr key={subject.id} className={subject.id === shown?.id ? 'is-open' : undefined}>
              <td data-label="名次" className="number">
                {subject.place}
              </td>
              <td data-label={data.scheme.subjectLabel}>
                <button
                  type="button"
                  className="link"
                  aria-pressed={subject.id === shown?.id}
                  onClick={() => onChoose(subject.id)}
                >
                  {subject.name}
                </button>
              </td>
              {data.indicators.map(({ id, title }) => (
                <td key={id} data-label={title} className="number">
                  {subject.scores.find(({ indicator }) => indicator === id)?.points ?? (
                    <span className="warning">待评</span>
                  )}
                </td>
              ))}
              <td data-label="总分" className="number">
                {subject.points}
              </td>
              <td data-label="等次">{subject.grade}</td>
              <td data-label="情况">{situationOf(subject)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function situationOf({ objections, accepted }: Appraised): string {
  const open = objections.filter(({ state }) => state === 'open').length;
  if (open > 0) return `${open}件异议待答复`;
  if (accepted) return '已确认';
  return objections.length > 0 ? '异议已答复' : '';
}

function Ranking({ rows }: { rows: NonNullable<OpenedAppraisal['ranking']> }) {
  return (
    <section className="card" aria-label="全部排名">
      <h2 className="inline-form-title">全部排名</h2>
      <table className="data">
        <thead>
          <tr>
            <th>名次</th>
            <th>名称</th>
            <th>总分</th>
            <th>等次</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, place, points, grade }) => (
            <tr key={name}>
              <td className="number">{place}</td>
              <td>{name}</td>
              <td className="number">{points}</td>
              <td>{grade}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
