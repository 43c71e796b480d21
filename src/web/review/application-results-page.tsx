import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Deductions } from './deductions.tsx';
import { type ApplicationResults, applicationResultsQuery } from './results-queries.ts';

/** One application's results: each point with what each reader gave and why; a further reader, deductions, a reading given back. */
export function ApplicationResultsPage() {
  const { id = '' } = useParams({ strict: false });
  const results = useQuery(applicationResultsQuery(id));
  return (
    <Loaded query={results}>
      {(data) => (
        <>
          <header className="title-row">
            <title>{`审阅结果 - ${data.application.consortium.name} - 联合体`}</title>
            <h1>{data.application.consortium.name}</h1>
            <span className="space" />
            <Link to="/batches/$id/results" params={{ id: data.batch.id }}>
              本批次审阅结果
            </Link>
          </header>
          <Readers results={data} />
          <Points results={data} />
          <FurtherReader results={data} />
          <Deductions results={data} />
        </>
      )}
    </Loaded>
  );
}

function Readers({ results: { application, readers } }: { results: ApplicationResults }) {
  const queryClient = useQueryClient();
  const unlock = useMutation({
    mutationFn: ({ expertId, reason }: { expertId: string; reason: string }) =>
      answered(
        client.POST('/api/applications/{id}/readers/{expertId}/unlocking', {
          params: { path: { id: application.id, expertId } },
          body: { reason },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const ask = (expertId: string) => {
    const reason = prompt('退回这份审阅，由专家修改。请写明理由：')?.trim();
    if (reason) unlock.mutate({ expertId, reason });
  };
  return (
    <section className="card">
      <h2>审阅专家</h2>
      {readers.length === 0 && <p className="soft">还没有分给专家。请在“分派”中办理。</p>}
      <ul>
        {readers.map(({ id, name, how, submittedAt }) => (
          <li key={id}>
            {name}
            {how === 'further' && <span className="soft">（增加）</span>}　
            {submittedAt ? (
              <>
                {momentText(submittedAt)}提交{' '}
                <Button size="small" onClick={() => ask(id)}>
                  退回{name}
                </Button>
              </>
            ) : (
              <span className="soft">尚未提交</span>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className="error">
        {unlock.error?.message}
      </p>
    </section>
  );
}

function Points({ results: { points, readers } }: { results: ApplicationResults }) {
  const submitted = readers.filter(({ submittedAt }) => submittedAt !== null);
  if (submitted.length === 0) return null;
  return (
    <table className="data stacks">
      <thead>
        <tr>
          <th>观测点</th>
          {submitted.map(({ id, name }) => (
            <th key={id}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(({ id, text, scores }) => (
          <tr key={id}>
            <td data-label="观测点" title={text}>
              {id} <span className="soft">{text.slice(0, 24)}……</span>
            </td>
            {submitted.map((reader) => {
              const said = scores.find(({ expertId }) => expertId === reader.id);
              return (
                <td key={reader.id} data-label={reader.name} className={said?.isOutlier ? 'warning' : ''}>
                  <strong>{said?.score ?? '—'}</strong>
                  {said?.isOutlier && '（离群）'} {said?.reason}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FurtherReader({ results: { application, candidates } }: { results: ApplicationResults }) {
  const [expertId, setExpertId] = useState('');
  const [reason, setReason] = useState('分差过大');
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/readers', {
          params: { path: { id: application.id } },
          body: { expertId, reason },
        }),
      ),
    onSuccess: () => {
      setExpertId('');
      return queryClient.invalidateQueries({ queryKey: applicationResultsQuery(application.id).queryKey });
    },
  });
  if (candidates.length === 0)
    return <p className="card soft">本批次没有其他无须回避的专家；需要增加的，请先在“专家”中补充。</p>;
  return (
    <InlineForm
      title="增加专家"
      button="增加"
      sending={add}
      onSubmit={() => add.mutate()}
      outcome={add.isSuccess && '已分给这位专家。'}
    >
      <label className="inline-field">
        专家（无须回避，任务少的在前）
        <select className="text inline" required value={expertId} onChange={(event) => setExpertId(event.target.value)}>
          <option value="">请选择</option>
          {candidates.map(({ id, name, province, employer, readings }) => (
            <option key={id} value={id}>
              {name}（{[province, employer].filter(Boolean).join('，')}，在审{readings}份）
            </option>
          ))}
        </select>
      </label>
      <InlineInput label="理由" required maxLength={500} value={reason} onChange={setReason} />
    </InlineForm>
  );
}
