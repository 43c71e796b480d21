import { Button } from 'antd';
import { useState } from 'react';
import type { Job } from '#web/job/use-job.ts';
import { type ImportResult, outcomeIds, outcomes } from './import-result.ts';
import { ToldRows } from './told-rows.tsx';

export type Acceptance = { mode: 'all' | 'good'; reason: string };

/** What a check found: counts, the file with its results, and the choice of what to take. */
export function CheckResult({
  job,
  result,
  onAccept,
}: {
  job: Job;
  result: ImportResult;
  onAccept: ((acceptance: Acceptance) => void) | undefined;
}) {
  const [reason, setReason] = useState('');
  const { counts, rows, closed = 0, sheets = [], findings = [] } = result;
  const taken = rows - counts.refused - counts.repeated;
  const isReady = closed === 0 || reason.trim() !== '';
  const accept = (mode: Acceptance['mode']) => onAccept?.({ mode, reason: reason.trim() });
  return (
    <section className="card" aria-label="检查结果">
      <p role="status" style={{ marginTop: 0 }}>
        <strong>检查结果（尚未保存）</strong>：{sheets.map(({ label }) => label).join('、') || '没有认出工作表'}，共
        {rows}
        行；
        <Counts counts={counts} />
        {rows > 0 && taken === 0 && counts.refused === 0 && '文件中的内容均已填报，没有需要保存的。'}
      </p>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ sheet, row, severity, message }) => (
            <li key={`${sheet} ${row} ${message}`} className={severity === 'error' ? 'error' : 'warning'}>
              {sheet}：{message}
            </li>
          ))}
        </ul>
      )}
      {closed > 0 && (
        <label className="field">
          <span>有{closed}行涉及已结账的年度，更正须写明理由（更正前后的数据都会保留）</span>
          <input className="text" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      <p className="actions">
        {onAccept && taken > 0 && counts.refused === 0 && (
          <Button type="primary" disabled={!isReady} onClick={() => accept('all')}>
            全部导入
          </Button>
        )}
        {onAccept && taken > 0 && counts.refused > 0 && (
          <Button onClick={() => accept('good')}>只导入没有问题的{taken}行</Button>
        )}
        {rows > 0 && (
          <a href={`/api/jobs/${job.id}/result`} download>
            下载带校验结果的文件
          </a>
        )}
      </p>
      {counts.refused > 0 && <p>请按“校验结果”一列改正后重新选择文件；已导入的行不会重复。</p>}
      <ToldRows result={result} />
    </section>
  );
}

export function Counts({ counts }: { counts: ImportResult['counts'] }) {
  const there = outcomeIds.filter((id) => counts[id] > 0);
  return (
    <>
      {there.map((id, index) => (
        <span key={id} className={id === 'refused' ? 'error' : ''}>
          {index > 0 && '，'}
          {outcomes[id].label}
          {counts[id]}行
        </span>
      ))}
      {there.length > 0 && '。'}
    </>
  );
}
