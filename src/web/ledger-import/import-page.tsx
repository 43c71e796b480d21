import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiProblem, answered, client, requested } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { type Acceptance, CheckResult, Counts } from './check-result.tsx';
import type { ImportResult } from './import-result.ts';
import { ToldRows } from './told-rows.tsx';

/** Ledgers from Excel: the file is checked row by row, then all or only the good rows are taken. */
export function ImportLedgersPage() {
  const { id = '' } = useParams({ strict: false });
  const [fileName, setFileName] = useState('');
  const queries = useQueryClient();
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const body = new FormData();
      body.append('file', file);
      return String((await requested('POST', `/api/consortia/${id}/ledger-imports`, body)).jobId);
    },
    onMutate: (file) => {
      setFileName(file.name);
      accept.reset();
    },
  });
  const accept = useMutation({
    mutationFn: async ({ mode, reason }: Acceptance) => {
      const path = { id, importId: upload.data ?? '' };
      const body = { mode, ...(reason === '' ? {} : { reason }) };
      const url = '/api/consortia/{id}/ledger-imports/{importId}/acceptance';
      return (await answered(client.POST(url, { params: { path }, body }))).jobId;
    },
  });
  const check = useJob(upload.data);
  const taking = useJob(accept.data);
  const hasEnded = taking.job !== undefined && !taking.isOpen;
  useEffect(() => {
    if (hasEnded) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'job' });
  }, [hasEnded, queries]);
  const checked = upload.data !== undefined && check.job?.state === 'done' ? check.job : undefined;
  const taken = taking.job?.state === 'done' ? (taking.job.result as ImportResult) : undefined;
  const isBusy = upload.isPending || check.isOpen || taking.isOpen;
  const mayAccept = accept.data === undefined || ['failed', 'cancelled'].includes(taking.job?.state ?? '');
  const error = upload.error ?? accept.error;
  return (
    <>
      <ConsortiumHead id={id} title="从Excel导入台账">
        <Link to="/consortia/$id/ledgers" params={{ id }}>
          返回台账
        </Link>
      </ConsortiumHead>
      <section className="card">
        <h2 style={{ marginTop: 0 }}>从Excel导入台账</h2>
        <p>
          <a href={`/api/consortia/${id}/ledgers/template.xlsx`} download>
            下载全部台账的填报模板
          </a>
          ，也可在各类台账中下载单类模板。先逐行检查，确认后才保存；再次上传同一文件不会重复填报。
        </p>
        <label className="field" style={{ marginBottom: 0 }}>
          <span>选择填好的文件（.xlsx或.csv）</span>
          <input
            type="file"
            accept=".xlsx,.csv"
            disabled={isBusy}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) upload.mutate(file);
              event.target.value = '';
            }}
          />
        </label>
        {upload.isPending && <p role="status">正在上传“{fileName}”……</p>}
        {error && (
          <p role="alert" className="error">
            {error instanceof ApiProblem && typeof error.facts.detail === 'string' ? error.facts.detail : error.message}
          </p>
        )}
        {upload.data !== undefined && <JobProgress job={check.job} label={`检查“${fileName}”`} />}
        {accept.data !== undefined && <JobProgress job={taking.job} label={`导入“${fileName}”`} />}
      </section>
      {taken && (
        <section className="card" aria-label="导入结果">
          <p role="status" style={{ marginTop: 0 }}>
            <strong>已导入</strong>：<Counts counts={taken.counts} />
          </p>
          <ToldRows result={taken} />
        </section>
      )}
      {checked && !taken && (
        <CheckResult
          job={checked}
          result={checked.result as ImportResult}
          onAccept={mayAccept ? accept.mutate : undefined}
        />
      )}
    </>
  );
}
