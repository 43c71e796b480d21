import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetReports, type Report } from './report-queries.ts';

/** Its title and who publishes it: by these the ledger knows it. */
export function ReportTitle({ id, report }: { id: string; report: Report }) {
  const [title, setTitle] = useState(report.title);
  const [memberId, setMemberId] = useState(report.publisher.id);
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/talent-reports/{reportId}', {
          params: { path: { id, reportId: report.id } },
          body: { title, memberId, version: report.version },
        }),
      ),
    onSuccess: forgetReports,
  });
  return (
    <details>
      <summary>修改名称和发布单位</summary>
      <form
        className="actions"
        aria-label="修改名称和发布单位"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <InlineInput label="名称" required maxLength={200} size={40} value={title} onChange={setTitle} />
        <InlineSelect
          label="发布单位"
          choices={report.members.map((member) => ({ id: member.id, label: member.name }))}
          value={memberId}
          onChange={setMemberId}
        />
        <Button htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </form>
      {save.error && <ProblemText error={save.error} />}
    </details>
  );
}
