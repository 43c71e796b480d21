import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client, requested } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type ApplicationResults, applicationResultsQuery } from './results-queries.ts';

/** Points taken off by rule 7, each with the incident on record behind it. */
export function Deductions({ results }: { results: ApplicationResults }) {
  const { application, deductions, incidents } = results;
  const queryClient = useQueryClient();
  const withdraw = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      answered(
        client.POST('/api/applications/{id}/deductions/{deductionId}/withdrawal', {
          params: { path: { id: application.id, deductionId: id } },
          body: { reason },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: applicationResultsQuery(application.id).queryKey }),
  });
  const takeBack = (id: string) => {
    const reason = prompt('撤回这项扣分的理由：')?.trim();
    if (reason) withdraw.mutate({ id, reason });
  };
  return (
    <>
      <section className="card">
        <h2>扣分（观测点7）</h2>
        {deductions.length === 0 && <p className="soft">没有扣分。扣分须有台账记录或者文件作依据。</p>}
        {deductions.map(({ id, points, reason, entryId, document, reference, by, at, withdrawn }) => (
          <p key={id} className={withdrawn === null ? '' : 'soft'}>
            {withdrawn !== null && `已撤回（${withdrawn}）：`}扣{points}分，{reason}。依据：
            {document === null ? (
              `台账记录（${incidents.find((incident) => incident.id === entryId)?.text ?? '该记录已撤销'}）`
            ) : (
              <a href={`/api/applications/${application.id}/deductions/${id}/document`}>
                {reference}（{document}）
              </a>
            )}
            <span className="soft">
              　{by}，{momentText(at)}
            </span>{' '}
            {withdrawn === null && (
              <Button size="small" onClick={() => takeBack(id)}>
                撤回
              </Button>
            )}
          </p>
        ))}
        <p role="alert" className="error">
          {withdraw.error?.message}
        </p>
      </section>
      {application.state === 'admitted' && <NewDeduction results={results} />}
    </>
  );
}

function NewDeduction({ results: { application, incidents } }: { results: ApplicationResults }) {
  const [points, setPoints] = useState('');
  const [reason, setReason] = useState('');
  const [entryId, setEntryId] = useState('');
  const [reference, setReference] = useState('');
  const [file, setFile] = useState<File>();
  const queryClient = useQueryClient();
  const deduct = useMutation({
    mutationFn: async () => {
      if (entryId === '' && file) {
        const form = new FormData();
        form.set('file', file);
        const query = new URLSearchParams({ points, reason, reference });
        await requested('POST', `/api/applications/${application.id}/deductions/documented?${query}`, form);
      } else
        await answered(
          client.POST('/api/applications/{id}/deductions', {
            params: { path: { id: application.id } },
            body: { points: Number(points), reason, ...(entryId === '' ? {} : { entryId }) },
          }),
        );
    },
    onSuccess: () => {
      setPoints('');
      setReason('');
      return queryClient.invalidateQueries({ queryKey: applicationResultsQuery(application.id).queryKey });
    },
  });
  return (
    <InlineForm
      title="新的扣分"
      button="扣分"
      sending={deduct}
      onSubmit={() => deduct.mutate()}
      outcome={deduct.isSuccess && '已记录。'}
    >
      <InlineInput label="扣几分" type="number" required value={points} onChange={setPoints} />
      <InlineInput label="理由" required maxLength={2000} value={reason} onChange={setReason} />
      <label className="inline-field">
        依据的台账记录
        <select className="text inline" value={entryId} onChange={(event) => setEntryId(event.target.value)}>
          <option value="">{incidents.length === 0 ? '（台账中没有违法违规事件）' : '（改用文件）'}</option>
          {incidents.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {entryId === '' && (
        <>
          <label className="inline-field">
            或者文件
            <input type="file" onChange={(event) => setFile(event.target.files?.[0])} />
          </label>
          <InlineInput label="文号" maxLength={200} value={reference} onChange={setReference} />
        </>
      )}
    </InlineForm>
  );
}
