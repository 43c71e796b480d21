import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { requested } from '#web/api/client.ts';
import type { paths } from '#web/api/schema.generated.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { directoryQuery } from './expert-queries.ts';

type Imported = paths['/api/units/{id}/experts/imports']['post']['responses'][200]['content']['application/json'];

const outcomes = { adds: '新增', changes: '修改', repeats: '重复', refused: '不能导入' } as const;

/** Experts from Excel: what each row would do is told first, then the good rows are taken. */
export function ImportExperts({ unitId }: { unitId: string }) {
  const [file, setFile] = useState<File>();
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: async ({ file: chosen, dryRun }: { file: File; dryRun: boolean }): Promise<Imported> => {
      const body = new FormData();
      body.append('file', chosen);
      const path = `/api/units/${unitId}/experts/imports?dryRun=${dryRun}&take=good`;
      return (await requested('POST', path, body)) as Imported;
    },
    onSuccess: ({ written }) =>
      written ? queryClient.invalidateQueries({ queryKey: directoryQuery(unitId).queryKey }) : undefined,
  });
  const told = send.data;
  const count = (outcome: keyof typeof outcomes) => told?.rows.filter((row) => row.outcome === outcome).length ?? 0;
  const good = count('adds') + count('changes');
  return (
    <section className="card">
      <h2>从Excel导入</h2>
      <div className="actions">
        <a href={`/api/units/${unitId}/experts/template.xlsx`} download>
          下载专家导入模板
        </a>
        <label className="inline-field">
          填好的文件（.xlsx或.csv）
          <input
            type="file"
            accept=".xlsx,.csv"
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              if (!chosen) return;
              setFile(chosen);
              send.mutate({ file: chosen, dryRun: true });
            }}
          />
        </label>
        {told && !told.written && good > 0 && file && (
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ file, dryRun: false })}>
            导入没有问题的{good}行
          </Button>
        )}
      </div>
      <ProblemText error={send.error} />
      {told && (
        <>
          <p role="status">
            {told.written ? '已导入' : '检查结果（尚未保存）'}：
            {(Object.keys(outcomes) as (keyof typeof outcomes)[])
              .map((outcome) => `${outcomes[outcome]}${count(outcome)}人`)
              .join('，')}
            。
          </p>
          {told.rows
            .filter(({ outcome }) => outcome === 'refused')
            .map(({ row, name, faults }) => (
              <p key={row} className="error">
                第{row}行{name}：{faults.map(({ column, text }) => `${column}${text}`).join('；')}
              </p>
            ))}
        </>
      )}
    </section>
  );
}
