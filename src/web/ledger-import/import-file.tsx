import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiProblem, requested } from '#web/api/client.ts';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { type Acceptance, CheckResult, Counts } from './check-result.tsx';
import type { ImportResult } from './import-result.ts';
import { ToldRows } from './told-rows.tsx';

/** A file for a consortium: checked row by row, then all or only the good rows are taken. `accept` begins that and answers its job. */
export function ImportFile(props: {
  /** Where the file goes. */
  url: string;
  title: string;
  children: ReactNode;
  accept: (importId: string, acceptance: Acceptance) => Promise<string>;
}) {
  const [fileName, setFileName] = useState('');
  const queries = useQueryClient();
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const body = new FormData();
      body.append('file', file);
      return String((await requested('POST', props.url, body)).jobId);
    },
    onMutate: (file) => {
      setFileName(file.name);
      accept.reset();
    },
  });
  const accept = useMutation({
    mutationFn: (acceptance: Acceptance) => props.accept(upload.data ?? '', acceptance),
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
      <section className="card">
        <h2 style={{ marginTop: 0 }}>{props.title}</h2>
        {props.children}
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
