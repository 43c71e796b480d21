import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { type Results, resultsQuery } from './results-queries.ts';
import './results.css';

/** What the readers of a batch came to: raw and calibrated means side by side, where they differ, and how severe each reader is. */
export function ResultsPage() {
  const { id = '' } = useParams({ strict: false });
  const results = useQuery(resultsQuery(id));
  return (
    <>
      <BatchHead id={id} title="审阅结果" />
      <Loaded query={results}>
        {(data) =>
          data.items.length === 0 ? (
            <p className="card">还没有通过形式审查的申报。通过后分给专家，专家提交的审阅在这里汇总。</p>
          ) : (
            <>
              <Bar key={data.spreadLimit} results={data} />
              <ResultTable results={data} />
              <Severities results={data} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Bar({ results }: { results: Results }) {
  const { batch, items, spreadLimit } = results;
  const [limit, setLimit] = useState(String(spreadLimit));
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      answered(
        client.PATCH('/api/batches/{id}', {
          params: { path: { id: batch.id } },
          body: { spreadLimit: Number(limit) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: resultsQuery(batch.id).queryKey }),
  });
  const finished = items.filter(({ isFinished }) => isFinished).length;
  const apart = items.filter(({ needsReader }) => needsReader).length;
  return (
    <section className="card">
      <p className="actions">
        <span>
          {finished}／{items.length}份已全部审完，{apart}份分差超过{spreadLimit}分。
        </span>
        <a href={`/api/batches/${batch.id}/results.xlsx`} download>
          下载Excel
        </a>
        <Link to="/batches/$id/texts" params={{ id: batch.id }}>
          重复文字
        </Link>
        <Link to="/batches/$id/questions" params={{ id: batch.id }}>
          专家提问
        </Link>
      </p>
      <p className="actions">
        <label className="inline-field">
          分差超过多少分须增加专家
          <input
            className="text inline"
            type="number"
            min={0}
            max={100}
            step={0.1}
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
        </label>
        <Button
          size="small"
          disabled={limit === '' || Number(limit) === spreadLimit}
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          保存
        </Button>
        <span role="alert" className="error">
          {change.error?.message}
        </span>
      </p>
      <p className="soft">
        分差为各专家总分的最高与最低之差。校准分扣除各专家的宽严后再平均，仅供参照；得分为均分减扣分。
      </p>
    </section>
  );
}

const shown = (value: number | null) => (value === null ? '—' : value.toFixed(2));

function ResultTable({ results: { items } }: { results: Results }) {
  return (
    <table className="data stacks">
      <thead>
        <tr>
          <th className="number">名次</th>
          <th>联合体</th>
          <th>各专家总分</th>
          <th className="number">均分</th>
          <th className="number">校准分</th>
          <th className="number">分差</th>
          <th className="number">扣分</th>
          <th className="number">得分</th>
          <th>明细</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, at) => (
          <tr key={item.applicationId}>
            <td data-label="名次" className="number">
              {item.score === null ? '—' : at + 1}
            </td>
            <td data-label="联合体">
              {item.consortium} <span className="soft">{item.province}</span>
            </td>
            <td data-label="各专家总分">
              {item.readers.length === 0 && <span className="soft">还没有分给专家</span>}
              {item.readers.map(({ expertId, name, total, isOutlier }) => (
                <span key={expertId} className={isOutlier ? 'result-reader warning' : 'result-reader'} title={name}>
                  {shown(total)}
                  {isOutlier && '（离群）'}
                </span>
              ))}
            </td>
            <td data-label="均分" className="number">
              {shown(item.mean)}
            </td>
            <td data-label="校准分" className="number">
              {shown(item.calibrated)}
            </td>
            <td data-label="分差" className={item.needsReader ? 'number warning' : 'number'}>
              {shown(item.spread)}
            </td>
            <td data-label="扣分" className="number">
              {item.deduction === 0 ? '—' : item.deduction}
            </td>
            <td data-label="得分" className="number">
              <strong>{shown(item.score)}</strong>
            </td>
            <td data-label="明细">
              <Link to="/applications/$id/results" params={{ id: item.applicationId }}>
                {item.needsReader ? '查看，增加专家' : '查看'}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Severities({ results: { experts } }: { results: Results }) {
  return (
    <details className="card">
      <summary>各专家的宽严（{experts.length}人）</summary>
      <table className="data stacks">
        <thead>
          <tr>
            <th>专家</th>
            <th>已提交</th>
            <th className="number">比他人</th>
          </tr>
        </thead>
        <tbody>
          {experts.map(({ id, name, readings, finished, severity }) => (
            <tr key={id}>
              <td data-label="专家">{name}</td>
              <td data-label="已提交">
                {finished}／{readings}份
              </td>
              <td data-label="比他人" className="number">
                {severity === null ? '—' : `${severity < 0 ? '严' : '宽'}${Math.abs(severity).toFixed(2)}分`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
