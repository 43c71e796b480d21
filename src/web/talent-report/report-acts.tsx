import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextAct } from '#web/ui/text-act.tsx';
import { forgetReports, type Report } from './report-queries.ts';

/** What the secretariat may do with a report now. */
export function ReportActs({ id, report }: { id: string; report: Report }) {
  const { version, state } = report;
  const send = (body: { action: 'refresh' | 'publish' } | { action: 'withdraw'; reason: string }) =>
    answered(
      client.POST('/api/consortia/{id}/talent-reports/{reportId}/acts', {
        params: { path: { id, reportId: report.id } },
        body: { ...body, version },
      }),
    );
  const act = useMutation({
    mutationFn: (action: 'refresh' | 'publish') => send({ action }),
    onSuccess: forgetReports,
  });
  if (state === 'withdrawn') return null;
  if (state === 'published')
    return (
      <details>
        <summary>撤回</summary>
        <TextAct
          label="撤回的原因（公开网页随即停止，台账中的记录一并撤回）"
          most={500}
          acts={[{ id: 'withdraw', label: '撤回报告', sure: '撤回后不能恢复，需要时另写一份。确定撤回吗？' }]}
          send={(_, reason) => send({ action: 'withdraw', reason })}
          onDone={forgetReports}
        />
      </details>
    );
  return (
    <>
      <p className="actions">
        <Button
          type="primary"
          loading={act.isPending}
          onClick={() =>
            confirm('发布后内容和数据不再变动，任何人可以阅读，并计入台账。确定发布吗？') && act.mutate('publish')
          }
        >
          发布
        </Button>
        <Button loading={act.isPending} onClick={() => act.mutate('refresh')}>
          更新数据
        </Button>
        <span className="soft">更新数据会重写没有修改过的段落、表格和图；修改过的段落保留。</span>
      </p>
      {act.error && <ProblemText error={act.error} />}
    </>
  );
}
