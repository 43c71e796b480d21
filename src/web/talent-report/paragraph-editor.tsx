import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetReports, type Paragraph, type Report } from './report-queries.ts';

/** A paragraph of a draft as it stands; whoever manages writes on it in place. */
export function ParagraphEditor({ id, report, paragraph }: { id: string; report: Report; paragraph: Paragraph }) {
  const [typed, setTyped] = useState<string>();
  const save = useMutation({
    mutationFn: (text: string | null) =>
      answered(
        client.PUT('/api/consortia/{id}/talent-reports/{reportId}/texts/{part}', {
          params: { path: { id, reportId: report.id, part: paragraph.part } },
          body: { text, version: paragraph.version },
        }),
      ),
    onSuccess: async () => {
      await forgetReports();
      setTyped(undefined);
    },
  });
  if (typed === undefined)
    return (
      <div className="talent-report-paragraph">
        {paragraph.text.trim() === '' ? (
          <p className="soft">（这一段已删去，不出现在报告中）</p>
        ) : (
          <p className="talent-report-text">{paragraph.text}</p>
        )}
        {report.manages && (
          <p className="actions">
            <Button size="small" onClick={() => setTyped(paragraph.text)}>
              修改这一段
            </Button>
            {paragraph.isEdited && (
              <>
                <Button size="small" loading={save.isPending} onClick={() => save.mutate(null)}>
                  恢复按数据写成的
                </Button>
                <span className="soft">已修改，第{paragraph.version}稿</span>
              </>
            )}
          </p>
        )}
        {save.error && <ProblemText error={save.error} />}
      </div>
    );
  return (
    <form
      aria-label="修改一段"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(typed);
      }}
    >
      <label className="field">
        <span>修改这一段（换行即另起一段，留空则删去）</span>
        <textarea
          className="text"
          rows={5}
          maxLength={3000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {paragraph.isEdited && <p className="soft">按数据写成的：{paragraph.drafted}</p>}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={() => setTyped(undefined)}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
