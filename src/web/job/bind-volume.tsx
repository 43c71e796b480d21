import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { JobProgress } from './job-progress.tsx';
import { useJob } from './use-job.ts';

/** Binds all evidence that the reader sees into one PDF, and offers it for download. */
export function BindVolume({ id }: { id: string }) {
  const begin = useMutation({
    mutationFn: async () =>
      (await answered(client.POST('/api/consortia/{id}/volumes', { params: { path: { id } }, body: {} }))).jobId,
  });
  const { job, isOpen } = useJob(begin.data);
  return (
    <section className="card" aria-label="支撑材料">
      <p className="actions" style={{ margin: 0 }}>
        <Button loading={begin.isPending} disabled={isOpen} onClick={() => begin.mutate()}>
          装订支撑材料
        </Button>
        {job?.state === 'done' ? (
          <a href={`/api/jobs/${job.id}/result`} download>
            下载支撑材料（PDF）
          </a>
        ) : (
          <span className="soft">按建设指标的顺序装订成一册，含目录、书签和页码。</span>
        )}
      </p>
      {begin.data !== undefined && <JobProgress job={job} label="装订支撑材料" />}
      {begin.error && (
        <p role="alert" className="error">
          {begin.error.message}
        </p>
      )}
    </section>
  );
}
