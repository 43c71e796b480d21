import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { requested } from '#web/api/client.ts';
import type { paths } from '#web/api/schema.generated.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTasks } from './task-queries.ts';

type Read = paths['/api/consortia/{id}/duty-lists/imports']['post']['responses'][200]['content']['application/json'];

const outcomes = { adds: '新建', repeats: '已有', refused: '不能建立' } as const;

/** A 责任清单 from Excel or the clipboard: each row is told first, then all of them become tasks. */
export function DutyList({ id }: { id: string }) {
  const [file, setFile] = useState<File>();
  const [pasted, setPasted] = useState('');
  const send = useMutation({
    mutationFn: async ({ list, dryRun }: { list: File; dryRun: boolean }): Promise<Read> => {
      const body = new FormData();
      body.append('file', list);
      return (await requested('POST', `/api/consortia/${id}/duty-lists/imports?dryRun=${dryRun}`, body)) as Read;
    },
    onSuccess: ({ written }) => (written ? forgetTasks() : undefined),
  });
  const take = (list: File) => {
    setFile(list);
    send.mutate({ list, dryRun: true });
  };
  return (
    <section className="card" aria-label="责任清单">
      <h2>从部门责任清单建立</h2>
      <p>
        <a href={`/api/consortia/${id}/duty-lists/template.xlsx`} download>
          下载责任清单模板
        </a>
        。先逐行检查，确认后才建立；再次上传同一清单不会重复建立。
      </p>
      <label className="field">
        <span>选择填好的清单（.xlsx或.csv）</span>
        <input
          type="file"
          accept=".xlsx,.csv"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) take(chosen);
            event.target.value = '';
          }}
        />
      </label>
      <details>
        <summary>或从表格中复制粘贴</summary>
        <label className="field">
          <span>连同表头一起粘贴（部门、职责、重点任务、任务、责任单位、时间节点……）</span>
          <textarea
            className="text task-paste"
            rows={5}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </label>
        <Button disabled={pasted.trim() === ''} onClick={() => take(new File([csvOf(pasted)], '责任清单.csv'))}>
          检查粘贴的内容
        </Button>
      </details>
      {send.isPending && <p role="status">正在读取……</p>}
      {send.error && <ProblemText error={send.error} />}
      {send.data && !send.isPending && (
        <Told read={send.data} onTake={() => file && send.mutate({ list: file, dryRun: false })} />
      )}
    </section>
  );
}

function Told({ read: { written, rows }, onTake }: { read: Read; onTake: () => void }) {
  const count = (outcome: keyof typeof outcomes) => rows.filter((row) => row.outcome === outcome).length;
  const [adds, refused] = [count('adds'), count('refused')];
  return (
    <>
      <p role="status">
        <strong>{written && adds > 0 ? '已建立' : '检查结果（尚未建立）'}</strong>：新建{adds}项，已有{count('repeats')}
        项，
        <span className={refused > 0 ? 'error' : ''}>不能建立{refused}项</span>。
        {refused > 0 && '请按提示改正后重新选择，没有建立任何任务。'}
        {adds === 0 && refused === 0 && '清单中的任务都已建立。'}
      </p>
      {!written && adds > 0 && refused === 0 && (
        <p>
          <Button type="primary" onClick={onTake}>
            建立这{adds}项任务
          </Button>
        </p>
      )}
      <table className="data stacks">
        <thead>
          <tr>
            <th>行</th>
            <th>任务</th>
            <th>部门</th>
            <th>责任单位</th>
            <th>时间节点</th>
            <th>结果</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, title, department, unit, dueOn, outcome, faults }) => (
            <tr key={row}>
              <td data-label="行">{row}</td>
              <td data-label="任务">{title}</td>
              <td data-label="部门">{department ?? '—'}</td>
              <td data-label="责任单位">{unit || '秘书处'}</td>
              <td data-label="时间节点">{dueOn}</td>
              <td data-label="结果" className={outcome === 'refused' ? 'error' : undefined}>
                {outcomes[outcome]}
                {faults.map(({ column, text }) => (
                  <div key={column + text}>
                    {column}：{text}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What a spreadsheet puts on the clipboard, as CSV. */
function csvOf(pasted: string): string {
  const quoted = (cell: string) => `"${cell.replace(/^"|"$/g, '').replaceAll('"', '""')}"`;
  return pasted
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(quoted).join(','))
    .join('\r\n');
}
