import { useState } from 'react';
import { type Finding, findingKey } from '#core/check/finding.ts';
import { jumpToCell } from './jump-to-cell.ts';
import { useSummary } from './use-form.ts';

/** While more than this many are missing, their number says enough. */
const few = 12;

/** Every finding in the order of the form, what is wrong before what is missing; each leads to its cell. */
export function FindingsPanel() {
  const { findings } = useSummary();
  const [isWide] = useState(() => matchMedia('(min-width: 701px)').matches);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const missing = errors.filter(({ check }) => check === 'required');
  const wrong = errors.filter(({ check }) => check !== 'required');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return (
    <details className="findings" open={isWide}>
      <summary>
        问题：<span className={errors.length > 0 ? 'error' : 'good'}>{errors.length}处错误</span>，
        <span className="warning">{warnings.length}处提醒</span>
      </summary>
      {findings.length === 0 && <p className="good">没有问题。</p>}
      <Section title="应改正" findings={wrong} isOpen />
      <Section title="未填写" findings={missing} isOpen={missing.length <= few} />
      <Section title="提醒（可以提交，须写明原因）" findings={warnings} isOpen />
    </details>
  );
}

function Section({ title, findings, isOpen }: { title: string; findings: readonly Finding[]; isOpen: boolean }) {
  if (findings.length === 0) return null;
  return (
    <details className="findings-section" open={isOpen}>
      <summary>
        {title}　{findings.length}
      </summary>
      <ul className="plain-list">
        {findings.map((finding) => (
          <FindingItem key={findingKey(finding) + finding.message} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  const [cell] = finding.cells;
  return (
    <li className={`finding is-${finding.severity}`}>
      {cell ? (
        <button type="button" onClick={() => jumpToCell(cell)}>
          {finding.message}
        </button>
      ) : (
        <p>{finding.message}</p>
      )}
    </li>
  );
}
