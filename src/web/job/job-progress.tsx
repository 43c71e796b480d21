import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import type { Job } from './use-job.ts';

const waiting = '正在排队……';

/** How far a job is, and a way to stop it. What went wrong is told in its place. */
export function JobProgress({ job, label }: { job: Job | undefined; label: string }) {
  const cancel = useMutation({
    mutationFn: (id: string) => answered(client.POST('/api/jobs/{id}/cancellation', { params: { path: { id } } })),
  });
  if (job?.state === 'failed')
    return (
      <p role="alert" className="error">
        {job.message}
      </p>
    );
  if (job?.state === 'cancelled') return <p role="status">已取消{label}。</p>;
  if (job?.state === 'done') return null;
  return (
    <div role="status">
      <p style={{ marginBottom: 8 }}>
        {label}：{!job || job.state === 'waiting' ? waiting : job.text || '正在读取文件……'}
      </p>
      <p className="actions">
        <progress
          aria-label={`${label}的进度`}
          {...(job?.total && job.state === 'running' ? { value: job.done, max: job.total } : {})}
        />
        {job && (
          <Button disabled={cancel.isPending || cancel.isSuccess} onClick={() => cancel.mutate(job.id)}>
            取消
          </Button>
        )}
      </p>
    </div>
  );
}
