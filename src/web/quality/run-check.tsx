import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { answered, client } from '#web/api/client.ts';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { momentText } from '#web/ui/moment.ts';
import type { Office } from './quality-queries.ts';

/** Has all consortia of the office looked at, and tells how far it is. */
export function RunCheck({ office: { offices, lastRun } }: { office: Office }) {
  const queryClient = useQueryClient();
  const begin = useMutation({
    mutationFn: (unitId: string) => answered(client.POST('/api/quality/runs', { body: { unitId } })),
  });
  const { job, isOpen } = useJob(begin.data?.jobId);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (!isDone) return;
    for (const queryKey of [['quality-office'], ['quality-findings'], ['quality']])
      void queryClient.invalidateQueries({ queryKey });
  }, [isDone, queryClient]);
  return (
    <section className="card" aria-label="全面检查">
      <p className="actions" style={{ margin: 0 }}>
        {offices.map(({ id, name }) => (
          <Button key={id} loading={begin.isPending} disabled={isOpen} onClick={() => begin.mutate(id)}>
            {offices.length > 1 ? `全面检查${name}` : '全面检查'}
          </Button>
        ))}
        <span className="soft" role="status">
          {isDone && '检查完成。'}
          {lastRun
            ? `${momentText(lastRun.at)}由${lastRun.by}检查了${lastRun.office}的${lastRun.consortia}个联合体：${lastRun.found}项发现，新增${lastRun.opened}项，消除${lastRun.gone}项。`
            : '还没有全面检查过。检查会比较全部联合体的数据和文字，几分钟内完成，期间可以离开本页。'}
        </span>
      </p>
      {begin.data && <JobProgress job={job} label="全面检查" />}
      {begin.error && (
        <p role="alert" className="error">
          {begin.error.message}
        </p>
      )}
    </section>
  );
}
